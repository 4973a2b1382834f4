import { groupBy } from '@outlay/shared/group-by'
import type { MlTokenRow, MlTokensAnswer } from '@outlay/shared/ml-parts'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { historyStart } from '../queries/history.ts'
import { ratio } from './gpu-figures.ts'
import { mlLinesSql } from './lines-sql.ts'
import { type MlQuestion, metaOf, readMlQuestion } from './question.ts'
import { tokenChange } from './token-change.ts'
import { readTokenText, type TokenMeaning } from './token-lines.ts'
import { TOKEN_VENDORS } from './token-models.ts'

/**
 * Answers `GET /ml/tokens`: what models that bill by use cost a million tokens, by model and direction, and why the mean
 * price changed against the same number of days before.
 */
export async function answerMlTokens(ask: Ask, params: URLSearchParams): Promise<MlTokensAnswer> {
  const question = await readMlQuestion(ask, params)
  const { lines, explained } = await readTokens(ask, question)
  const previous = previousOf(ask, question)
  const earlier = previous === null ? null : (await readTokens(ask, { ...question, ...previous })).lines
  const rows = toRows(lines, earlier)
  return {
    rows,
    total: addAmounts(lines.map(({ cost }) => cost)),
    previousTotal: earlier === null ? null : addAmounts(earlier.map(({ cost }) => cost)),
    previous,
    change: tokenChange(rows.filter(({ unit }) => unit === 'tokens')),
    series: seriesOf(lines),
    vendors: TOKEN_VENDORS.map(({ vendor, source }) => ({ vendor, source })),
    meta: await metaOf(ask, question, explained),
  }
}

interface TokenLine extends TokenMeaning {
  readonly provider: string
  readonly service: string
  readonly usageType: string
  readonly period: string
  readonly quantity: number | null
  readonly cost: Amount
}

async function readTokens(ask: Ask, question: MlQuestion) {
  const { ctes, binder } = mlLinesSql(ask, question)
  const sql = `with ${ctes}
select period, provider, service, publisher, usage_type, unit, sum(cost) as cost,
  (sum(consumed_quantity) filter (where charge_class is null))::double as quantity
from line
where class = 'tokens'
group by all
order by period, provider, service, usage_type`
  const rows = await runQuery(
    ask.connection,
    { name: 'ml.tokens', sql, params: Params, row: Row },
    binder.params,
  )
  const lines = rows.map((row): TokenLine => {
    const meaning = readTokenText(row)
    const quantity = row.quantity === null || meaning.size === null ? null : row.quantity * meaning.size
    return {
      ...meaning,
      provider: row.provider,
      service: row.service ?? '',
      usageType: row.usage_type ?? '',
      period: row.period,
      cost: row.cost,
      quantity,
    }
  })
  return { lines, explained: { sql, params: binder.params } }
}

/** The same number of days before; null where history does not reach back so far. */
function previousOf(ask: Ask, question: MlQuestion) {
  const start = addDays(question.start, -daysBetween(question.start, question.end))
  const scope = question.report === undefined ? question : { ...question, currency: undefined }
  const oldest = historyStart(ask.state, scope)
  return oldest !== null && oldest <= start ? { start, end: question.start } : null
}

const keyOf = ({ provider, service, model, kind, unit }: TokenLine) =>
  [provider, service, model, kind, unit].join('\n')

function toRows(lines: readonly TokenLine[], earlier: readonly TokenLine[] | null): readonly MlTokenRow[] {
  const before = groupBy(earlier ?? [], keyOf)
  const now = groupBy(lines, keyOf)
  return [...new Set([...now.keys(), ...before.keys()])]
    .flatMap((key) => {
      const [own, old] = [now.get(key) ?? [], before.get(key) ?? []]
      const first = own[0] ?? old[0]
      return first === undefined ? [] : [toRow(first, own, earlier === null ? null : old)]
    })
    .toSorted((a, b) => Number(b.cost) - Number(a.cost))
}

function toRow(first: TokenLine, own: readonly TokenLine[], old: readonly TokenLine[] | null): MlTokenRow {
  const { provider, service, vendor, model, kind, unit } = first
  const [now, before] = [sumsOf(own), old === null ? null : sumsOf(old)]
  return {
    ...{ provider, service, vendor, model, kind, unit },
    usageTypes: [...new Set([...own, ...(old ?? [])].map(({ usageType }) => usageType))].toSorted(),
    ...now,
    previousQuantity: before?.quantity ?? null,
    previousCost: before?.cost ?? null,
    previousPricePerMillion: before?.pricePerMillion ?? null,
  }
}

function sumsOf(lines: readonly TokenLine[]) {
  const quantity = lines.some((line) => line.quantity === null)
    ? null
    : lines.reduce((sum, line) => sum + (line.quantity ?? 0), 0)
  const cost = addAmounts(lines.map((line) => line.cost))
  return { quantity, cost, pricePerMillion: quantity === null ? null : ratio(Number(cost) * 1e6, quantity) }
}

function seriesOf(lines: readonly TokenLine[]): MlTokensAnswer['series'] {
  return [...groupBy(lines, ({ period, model }) => `${period}\n${model}`).values()].flatMap((own) => {
    const first = own[0]
    if (first === undefined) return []
    const { cost, pricePerMillion } = sumsOf(own)
    return [{ period: first.period, model: first.model, cost, pricePerMillion }]
  })
}

const Params = z.record(z.string(), z.string())
const Row = z.object({
  period: z.string(),
  provider: z.string(),
  service: z.string().nullable(),
  publisher: z.string().nullable(),
  usage_type: z.string().nullable(),
  unit: z.string().nullable(),
  cost: Money,
  quantity: z.number().nullable(),
})
