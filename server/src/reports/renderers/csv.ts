import type { Amount } from '@outlay/shared/money'
import type { ReportModel } from '@outlay/shared/reports'
import { csvChunks } from '../../queries/exports/csv.ts'
import type { ExportColumn } from '../../queries/exports/export-columns.ts'
import type { Renderer } from './renderer.ts'

/** For spreadsheets: every figure of the model exact, a line each. */
export const csv: Renderer = {
  id: 'csv',
  extension: '.csv',
  contentType: 'text/csv; charset=utf-8',
  render: async (model) => [...csvChunks(COLUMNS, figuresOf(model))].join(''),
}

/** A figure: `days, 2026-11-16, cost, 140.5`. */
interface Figure {
  readonly part: string
  readonly item: string
  readonly figure: string
  readonly value: Amount | null
  /** Currency, `hours`, `share`, or none for a text. */
  readonly unit: string
  readonly note: string | null
}

const text = (name: string, value: (row: Figure) => string | null): ExportColumn<Figure> => ({
  name,
  kind: 'text',
  value,
})

const COLUMNS: readonly ExportColumn<Figure>[] = [
  text('part', ({ part }) => part),
  text('item', ({ item }) => item),
  text('figure', ({ figure }) => figure),
  { name: 'value', kind: 'amount', value: ({ value }) => value },
  text('unit', ({ unit }) => unit),
  text('note', ({ note }) => note),
]

function figuresOf(model: ReportModel): readonly Figure[] {
  const { currency } = model
  const figure = (
    part: string,
    item: string,
    name: string,
    value: Amount | number | null,
    note?: string | null,
  ) => ({
    ...{ part, item, figure: name, unit: currency, note: note ?? null },
    value: value === null ? null : String(value),
  })
  return [
    ...headlines(model, figure),
    ...model.spend.days.flatMap(({ day, cost, previous }) => [
      figure('days', day, 'cost', cost),
      figure('days', day, 'previous', previous),
    ]),
    ...model.teams.flatMap(({ team, cost, previous }) => [
      figure('teams', team ?? 'No team', 'cost', cost),
      figure('teams', team ?? 'No team', 'previous', previous),
    ]),
    ...(model.showback?.rows ?? []).flatMap(({ name, direct, shared, total }) => [
      figure('showback', name, 'direct', direct),
      figure('showback', name, 'shared', shared),
      figure('showback', name, 'total', total),
    ]),
    ...[...model.changes.up, ...model.changes.down].map(({ service, change, what }) =>
      figure('changes', service ?? 'No service', 'change', change, what),
    ),
    ...model.fixes.items.map(({ title, monthly, owner }) =>
      figure('fixes', title, 'monthly saving', monthly, owner),
    ),
    ...model.verified.map(({ title, monthly, appliedOn }) =>
      figure('verified', title, 'monthly saving', monthly, appliedOn),
    ),
    ...model.decisions.map(({ title, monthly, status }) =>
      figure('decisions', title, 'monthly saving', monthly, status),
    ),
    ...model.anomalies.map(({ where, excess, state }) => figure('anomalies', where, 'excess', excess, state)),
    ...extras(model, figure),
  ]
}

type Write = (
  part: string,
  item: string,
  name: string,
  value: Amount | number | null,
  note?: string | null,
) => Figure

function headlines(model: ReportModel, figure: Write): readonly Figure[] {
  const { period, scope, spend, month, unit, saved, fixes } = model
  return [
    figure('spend', scope.name, 'cost', spend.cost, period.key),
    figure('spend', scope.name, 'previous', spend.previous, model.previous.key),
    figure('month', month.month, 'actual', month.actual),
    figure('month', month.month, 'expected', month.expected, month.missing),
    ...(month.budget === null ? [] : [figure('month', month.budget.name, 'budget', month.budget.amount)]),
    ...(unit === null ? [] : [figure('unit', unit.unit, 'unit cost', unit.unitCost)]),
    figure('saved', scope.name, 'verified a month', saved.monthly),
    figure('fixes', scope.name, 'open a month', fixes.monthly),
  ]
}

function extras({ ml, tags }: ReportModel, figure: Write): readonly Figure[] {
  return [
    ...(ml === null
      ? []
      : [
          figure('ml', 'ML', 'cost', ml.cost),
          figure('ml', 'GPU', 'idle', ml.idle),
          { ...figure('ml', 'GPU', 'hours', ml.gpuHours), unit: 'hours' },
        ]),
    ...(tags === null
      ? []
      : [
          { ...figure('tags', tags.of, 'coverage', tags.coverage), unit: 'share' },
          figure('tags', tags.of, 'missing', tags.missing),
        ]),
  ]
}
