import type { Plan, PlanAnswer, PlanDemand, PlanProgram, PlanScope } from '@outlay/shared/commitment-plan'
import type { CommitmentRecord } from '@outlay/shared/commitments'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { type CommitmentRate, commitmentRates } from '../../../../data/prices/commitment-rates.ts'
import type { Ask } from '../../queries/ask.ts'
import { flag, invalid, readParams, whole } from '../../queries/params.ts'
import { hoursOf } from '../../rules/commitment/size-plan.ts'
import { readInventory } from '../inventory.ts'
import { type KnownCommitment, readKnownCommitments } from '../known-commitments.ts'
import { curveOf } from './curve.ts'
import { type DemandSeries, readDemand } from './demand.ts'
import { discountsFor } from './discounts.ts'
import { coveredHourly, existingIn, returningOf } from './existing.ts'
import { readKeptShares } from './measures.ts'
import { notesOf } from './notes.ts'
import { PLAN_PROGRAMS, type Program } from './programs.ts'
import { type DemandScope, readDemandKinds, scopesOf } from './scopes.ts'

const decimal = (max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}(\.\d{1,9})?$/.test(text) && Number(text) <= max, {
      error: `must be a number from 0 to ${max}`,
    })
    .transform(Number)

export const PlanParams = z.strictObject({
  program: z
    .string()
    .max(60)
    .optional()
    .describe('Default: of those that bind to no family the one with the largest demand'),
  scope: z.string().max(600).optional().describe('Default: the scope with the largest demand'),
  term: z.enum(['12', '36']).default('12').describe('Months'),
  payment: z.enum(['none', 'partial', 'all']).default('none').describe('Upfront'),
  discount: decimal(0.95)
    .optional()
    .describe('0–1, of the offer in hand. Default: from the bill or the catalogue'),
  ending: whole(0, 365)
    .default(0)
    .describe('Counts usage under commitments that end within so many days as demand'),
  measures: z
    .enum(['none', 'taken'])
    .default('none')
    .describe(
      'Whether standing recommendations are taken first, as the rules do before they size a purchase',
    ),
  hourly: decimal(1e9).optional().describe('A commitment an hour to reckon with'),
  explain: flag().describe('Adds the SQL of the demand to meta'),
})

type PlanQuestion = z.output<typeof PlanParams>

/** What an hourly commitment to a program would save on the demand of the last 60 days, as a curve, with the best choice. */
export async function answerPlan(ask: Ask, params: URLSearchParams, lake: string): Promise<PlanAnswer> {
  const question = readParams(PlanParams, params)
  const kinds = await readDemandKinds(ask)
  const rates = commitmentRates()
  const choices = PLAN_PROGRAMS.map((program) => ({ program, scopes: scopesOf(ask, program, kinds) })).filter(
    ({ scopes }) => scopes.length > 0,
  )
  const meta = { dataThrough: ask.state.dataThrough }
  const programs = choices.map(({ program, scopes }) => toProgram(program, scopes, rates))
  const chosen = choose(choices, question)
  if (chosen === null) return { programs, plan: null, meta }
  const known = await readKnownCommitments(ask, lake)
  const blocks = known.filter(({ kind }) => kind === 'capacity').map(({ id }) => id)
  const commitments = await readInventory(ask, known, { filters: [], blocks })
  const returning = returningOf(existingIn(commitments, chosen.scope, question.ending))
  const kept = question.measures === 'taken' ? await readKeptShares(ask) : []
  const series = await readDemand(ask, lake, chosen.scope, { returning, kept })
  const plan = toPlan({
    ...chosen,
    question,
    series,
    commitments,
    known,
    rates,
    hasMeasures: kept.length > 0,
  })
  return {
    programs,
    plan,
    meta: { ...meta, ...(question.explain && { sql: series.sql, params: series.params }) },
  }
}

interface Chosen {
  readonly program: Program
  readonly scope: DemandScope
}

function choose(
  choices: readonly { readonly program: Program; readonly scopes: readonly DemandScope[] }[],
  question: PlanQuestion,
): Chosen | null {
  const [first] = choices.toSorted(
    (a, b) => Number(a.program.bound) - Number(b.program.bound) || total(b.scopes) - total(a.scopes),
  )
  if (first === undefined) return null
  const found =
    question.program === undefined ? first : choices.find(({ program }) => program.id === question.program)
  if (found === undefined) {
    const known = choices.map(({ program }) => program.id).join(', ')
    throw invalid('program', `there is no usage for "${question.program}", only for ${known}`)
  }
  const scope =
    question.scope === undefined ? found.scopes[0] : found.scopes.find(({ id }) => id === question.scope)
  if (scope === undefined) throw invalid('scope', 'there is no such scope of that program')
  return { program: found.program, scope }
}

function total(scopes: readonly PlanScope[]): number {
  return scopes.reduce((sum, { onDemandHourly }) => sum + onDemandHourly, 0)
}

function toProgram(
  program: Program,
  scopes: readonly DemandScope[],
  rates: readonly CommitmentRate[],
): PlanProgram {
  const sold = rates.filter((rate) => rate.provider === program.provider && rate.kind === program.kind)
  const { id, provider, name, covers, payments } = program
  return {
    ...{ id, provider, name, covers, payments },
    terms: [12, 36].filter((term) => sold.some(({ termMonths }) => termMonths === term)),
    scopes: scopes.map(toScope),
  }
}

function toScope({ id, billingAccount, name, currency, onDemandHourly }: DemandScope): PlanScope {
  return { id, billingAccount, name, currency, onDemandHourly }
}

interface PlanInput extends Chosen {
  readonly question: PlanQuestion
  readonly series: DemandSeries
  readonly commitments: readonly CommitmentRecord[]
  readonly known: readonly KnownCommitment[]
  readonly rates: readonly CommitmentRate[]
  /** Some recommendation was taken first. */
  readonly hasMeasures: boolean
}

function toPlan(input: PlanInput): Plan {
  const { program, scope, question, series } = input
  const { hours, daily } = hoursOf(series)
  const term = Number(question.term)
  const entered = question.discount ?? null
  const offers = discountsFor({ ...input, term, entered, beforeRatio: series.beforeRatio })
  const discount = offers[0] ?? null
  const curve = discount === null || hours.length === 0 ? null : curveOf({ hours, discount, daily })
  const payment = program.payments.find((each) => each === question.payment) ?? 'none'
  const demand = demandOf(input, hours, daily)
  return {
    ...{ program: program.id, scope: toScope(scope), term, payment, discount, offers, demand },
    curve: curve?.curve ?? [],
    best: curve?.best ?? null,
    chosen: question.hourly === undefined ? null : (curve?.point(question.hourly) ?? null),
    breakEven: discount === null ? null : round(1 - discount.discount),
    breakEvenMonths: discount === null ? null : Math.round(term * (1 - discount.discount) * 10) / 10,
    upfrontShare: { none: 0, partial: 0.5, all: 1 }[payment],
    notes: notesOf({ payment, discount, demand, hasMeasures: input.hasMeasures }),
  }
}

function demandOf(
  { scope, commitments, question, series }: PlanInput,
  hours: readonly number[],
  daily: boolean,
): PlanDemand {
  return {
    ...{
      start: addDays(scope.end, -Math.ceil(hours.length / 24)),
      end: scope.end,
      hours: hours.length,
      from: daily ? 'days' : 'hours',
    },
    mean: round(hours.reduce((sum, cost) => sum + cost, 0) / Math.max(1, hours.length)),
    least: round(hours.reduce((least, cost) => Math.min(least, cost), hours[0] ?? 0)),
    most: round(hours.reduce((most, cost) => Math.max(most, cost), 0)),
    coveredHourly: round(coveredHourly(existingIn(commitments, scope, null))),
    ending: question.ending,
    endingHourly: round(series.returningHourly),
    measures: question.measures,
  }
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
