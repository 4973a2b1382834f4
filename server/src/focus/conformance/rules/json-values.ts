import { type AggregateRule, defineRules } from '../rule.ts'
import { when } from '../sql.ts'

/**
 * JSON columns. Few distinct texts stand on many rows, so each text is parsed once: a violation here is a distinct text.
 * DuckDB's json_valid takes duplicate keys and later reads the last.
 */
export const jsonRules = defineRules([
  objectText('KeyValueFormat-A-001-M', 'SkuPriceDetails'),
  objectText('OUTLAY-ALLOCATED-METHOD-JSON', 'AllocatedMethodDetails'),
  objectText('OUTLAY-CONTRACT-APPLIED-JSON', 'ContractApplied'),
  {
    id: 'KeyValueFormat-A-002-M',
    title: 'Keys of SkuPriceDetails are unique',
    level: 'error',
    kind: 'aggregate',
    columns: ['SkuPriceDetails'],
    groupBy: ['SkuPriceDetails'],
    where: `SkuPriceDetails is not null`,
    having: when(
      `json_valid(${text('SkuPriceDetails')})`,
      `len(json_keys(${text('SkuPriceDetails')})) <> len(list_distinct(json_keys(${text('SkuPriceDetails')})))`,
    ),
    evidence: {},
    clean: [{ SkuPriceDetails: '{"a": 1, "b": 2}' }],
    violating: [{ SkuPriceDetails: '{"a": 1, "a": 2}' }],
  },
  {
    id: 'KeyValueFormat-A-004-M',
    title: 'Values of SkuPriceDetails are neither objects nor arrays',
    level: 'error',
    kind: 'aggregate',
    columns: ['SkuPriceDetails'],
    groupBy: ['SkuPriceDetails'],
    where: `SkuPriceDetails is not null`,
    having: when(
      `json_valid(${text('SkuPriceDetails')})`,
      `len(list_filter(json_extract(${text('SkuPriceDetails')}, '$.*'), lambda value: json_type(value) in ('OBJECT', 'ARRAY'))) > 0`,
    ),
    evidence: {},
    clean: [{ SkuPriceDetails: '{"a": 1, "b": "x", "c": null, "d": true}' }],
    violating: [{ SkuPriceDetails: '{"a": {"b": 1}}' }],
  },
])

function objectText(id: string, column: string): AggregateRule {
  return {
    id,
    title: `${column} is the text of a JSON object`,
    level: 'error',
    kind: 'aggregate',
    columns: [column],
    groupBy: [column],
    where: `${column} is not null`,
    having: `case when json_valid(${text(column)}) then json_type(${text(column)}) <> 'OBJECT' else true end`,
    evidence: {},
    clean: [{ [column]: '{"a": 1}' }, { [column]: '{}' }],
    violating: [{ [column]: '[1]' }],
  }
}

/** The text of a group. As an aggregate, for DuckDB would move a test of the bare column in front of the grouping. */
function text(column: string): string {
  return `any_value(${column})`
}
