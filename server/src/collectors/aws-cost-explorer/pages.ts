import type { GetCostAndUsageCommandInput } from '@aws-sdk/client-cost-explorer'
import { addDays } from '@outlay/shared/period'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow } from '../collector.ts'
import { type CostAnswer, type CostGroup, groupsOf } from './answer.ts'
import type { AskCosts } from './client.ts'

const METRICS = ['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity']
const PAGES_MAX = 500

export interface CostPages {
  readonly groups: readonly CostGroup[]
  readonly estimated: boolean
  /** Days that came without being asked for, and were left out. */
  readonly strangers: number
}

/**
 * All pages of costs by day, SERVICE and a second dimension. There is no paginator for this call.
 * Throws CollectError `stale_pages` for pages that do not fit together: a token or a group that comes twice.
 */
export async function askPages(
  ask: AskCosts,
  window: CollectWindow,
  second: 'USAGE_TYPE' | 'RECORD_TYPE',
): Promise<CostPages> {
  const tokens = new Set<string>()
  const groups = new Map<string, CostGroup>()
  let estimated = false
  let strangers = 0
  let token: string | undefined
  do {
    const whole = await ask(question(window, second, token))
    const answer = askedDays(whole, window)
    strangers += whole.ResultsByTime.length - answer.ResultsByTime.length
    estimated ||= answer.ResultsByTime.some((day) => day.Estimated)
    for (const group of groupsOf(answer)) addOnce(groups, group)
    token = nextToken(answer.NextPageToken, tokens)
  } while (token !== undefined)
  return { groups: [...groups.values()], estimated, strangers }
}

function question(
  { since, until }: CollectWindow,
  second: string,
  token: string | undefined,
): GetCostAndUsageCommandInput {
  return {
    TimePeriod: { Start: since, End: until },
    Granularity: 'DAILY',
    Metrics: METRICS,
    GroupBy: [
      { Type: 'DIMENSION', Key: 'SERVICE' },
      { Type: 'DIMENSION', Key: second },
    ],
    NextPageToken: token,
  }
}

function nextToken(token: string | undefined, seen: Set<string>): string | undefined {
  if (token === undefined || token === '') return undefined
  if (seen.has(token)) throw new CollectError('stale_pages', 'AWS sent the same page token twice')
  if (seen.size >= PAGES_MAX)
    throw new CollectError('bad_answer', `AWS sent more than ${PAGES_MAX} pages for one month`)
  seen.add(token)
  return token
}

function addOnce(groups: Map<string, CostGroup>, group: CostGroup): void {
  const key = JSON.stringify([group.day, group.service, group.second, group.currency])
  if (groups.has(key)) {
    throw new CollectError('stale_pages', `AWS sent ${group.service} / ${group.second} of ${group.day} twice`)
  }
  groups.set(key, group)
}

/** Days that were not asked for are left out; anything else than days cannot be read. */
function askedDays({ ResultsByTime, ...answer }: CostAnswer, { since, until }: CollectWindow): CostAnswer {
  const other = ResultsByTime.find(({ TimePeriod }) => TimePeriod.End !== addDays(TimePeriod.Start, 1))
  if (other !== undefined) {
    const { Start, End } = other.TimePeriod
    throw new CollectError('bad_answer', `AWS answered for ${Start} to ${End}, asked were single days`)
  }
  return {
    ...answer,
    ResultsByTime: ResultsByTime.filter(
      ({ TimePeriod }) => TimePeriod.Start >= since && TimePeriod.Start < until,
    ),
  }
}
