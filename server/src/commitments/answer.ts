import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import { addDays, type Day } from '@outlay/shared/period'
import { z } from 'zod'
import type { Ask } from '../queries/ask.ts'
import { BasisParams, toBasisQuestion } from '../queries/costs-question.ts'
import { currencyTotals } from '../queries/currency-totals.ts'
import { flag, readParams } from '../queries/params.ts'
import { readWarnings } from '../queries/warnings.ts'
import { commitmentRowsSql } from './commitment-rows.ts'
import { expiringWithin } from './expiring.ts'
import { hotSpotsSql, readHotSpots } from './hot-spots.ts'
import { readInventory } from './inventory.ts'
import { readKnownCommitments } from './known-commitments.ts'
import { ratiosSql, readRatios } from './ratios.ts'
import type { CommitmentScope } from './scope.ts'
import { sentenceOf } from './sentence.ts'
import { readVendorMeasures } from './vendor-measures.ts'

export const CommitmentsParams = z
  .strictObject({ ...BasisParams, explain: flag().describe('Adds the SQL of the ratios to meta') })
  .omit({ metric: true, charges: true })

/**
 * Coverage, utilisation and savings rates of a range, what is committed to and when it ends, and where usage is still on
 * demand. `lake` is the folder that the ledger's file names are relative to.
 */
export async function answerCommitments(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
): Promise<CommitmentsAnswer> {
  const { explain, ...given } = readParams(CommitmentsParams, params)
  const asked = toBasisQuestion({ ...given, metric: 'effective', charges: 'usage' }, ask.state)
  const { currency, currencies } = await currencyTotals(ask, asked)
  const question = { ...asked, currency }
  const known = await readKnownCommitments(ask, lake)
  const blocks = known.filter(({ kind }) => kind === 'capacity').map(({ id }) => id)
  const scope = { ...question, blocks }
  const ratios = await readRatios(ask, scope)
  const commitments = await readInventory(ask, known, scope)
  const expiring = expiringWithin(commitments, currency)
  return {
    sentence: sentenceOf({ overall: ratios.overall, expiring, currency, commitments }),
    ...ratios,
    safeBase: safeBaseOf(ratios.daily, ask.state.partialFrom),
    commitments,
    expiring,
    hotSpots: await readHotSpots(ask, scope),
    vendor: await readVendorMeasures(ask, scope),
    meta: {
      currency,
      currencies,
      start: question.start,
      end: question.end,
      dataThrough: ask.state.dataThrough,
      partialFrom: ask.state.partialFrom,
      warnings: await readWarnings(ask, question),
      ...(explain && explained(ask, scope)),
    },
  }
}

/** The three questions under the page, which share their parameters. */
function explained(ask: Ask, scope: CommitmentScope) {
  const parts = [
    { title: 'Ratios, by day, cloud, account and team', ...ratiosSql(ask, scope) },
    { title: 'Commitments', ...commitmentRowsSql(ask, scope) },
    { title: 'Hot spots', ...hotSpotsSql(ask, scope) },
  ]
  return {
    sql: parts.map(({ title, sql }) => `-- ${title}\n${sql.trim()};`).join('\n\n'),
    params: Object.assign({}, ...parts.map(({ params }) => params)) as Record<string, string>,
  }
}

/** Days that may still grow would make a base that is none. */
function safeBaseOf(daily: CommitmentsAnswer['daily'], partialFrom: Day | null) {
  const complete = daily.filter(({ day }) => partialFrom === null || day < partialFrom)
  const [lowest] = complete.toSorted((a, b) => Number(a.onDemand) - Number(b.onDemand))
  const whole = complete.length > 0 && isUnbroken(complete.map(({ day }) => day))
  return lowest === undefined || !whole || Number(lowest.onDemand) <= 0
    ? null
    : { day: lowest.day, cost: lowest.onDemand }
}

/** A day without a line is a day without usage, which is the lowest of all. */
function isUnbroken(days: readonly Day[]): boolean {
  return days.every((day, index) => index === 0 || day === addDays(days[index - 1] ?? '', 1))
}
