import type { GetCostAndUsageCommandInput } from '@aws-sdk/client-cost-explorer'
import { addDays } from '@outlay/shared/period'
import { nextToken } from '../aws-pages.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow } from '../collector.ts'
import { CostAnswer, type CostGroup, groupsOf } from './answer.ts'
import type { CostExplorer } from './client.ts'

const METRICS = ['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity']

export interface GroupKey {
  readonly Type: 'DIMENSION' | 'TAG'
  readonly Key: string
}

/** A question for costs: two groups, and a filter where single resources are asked for. */
export interface CostQuestion {
  readonly groupBy: readonly [GroupKey, GroupKey]
  /** Long name of the service whose resources are asked for. */
  readonly resourcesOf?: string
}

export interface CostPages {
  readonly groups: readonly CostGroup[]
  readonly estimated: boolean
  /** Days that came without being asked for, and were left out. */
  readonly strangers: number
}

/** A dimension of Cost Explorer as a group. */
export function dimension(Key: string): GroupKey {
  return { Type: 'DIMENSION', Key }
}

/**
 * All pages of costs by day and two groups. There is no paginator for this call.
 * Throws CollectError `stale_pages` for pages that do not fit together: a token or a group that comes twice.
 */
export async function askPages(
  explorer: CostExplorer,
  window: Pick<CollectWindow, 'since' | 'until'>,
  question: CostQuestion,
): Promise<CostPages> {
  const tokens = new Set<string>()
  const groups = new Map<string, CostGroup>()
  let estimated = false
  let strangers = 0
  let token: string | undefined
  do {
    const whole = await askPage(explorer, window, question, token)
    const answer = askedDays(whole, window)
    strangers += whole.ResultsByTime.length - answer.ResultsByTime.length
    estimated ||= answer.ResultsByTime.some((day) => day.Estimated)
    for (const group of groupsOf(answer)) addOnce(groups, group)
    token = nextToken(answer.NextPageToken, tokens)
  } while (token !== undefined)
  return { groups: [...groups.values()], estimated, strangers }
}

function askPage(
  { ask, sdk }: CostExplorer,
  { since, until }: Pick<CollectWindow, 'since' | 'until'>,
  { groupBy, resourcesOf }: CostQuestion,
  token: string | undefined,
): Promise<CostAnswer> {
  const input: GetCostAndUsageCommandInput = {
    TimePeriod: { Start: since, End: until },
    Granularity: 'DAILY',
    Metrics: METRICS,
    GroupBy: [...groupBy],
    NextPageToken: token,
  }
  if (resourcesOf === undefined) {
    return ask(
      'GetCostAndUsage',
      (client, abortSignal) => client.send(new sdk.GetCostAndUsageCommand(input), { abortSignal }),
      CostAnswer,
    )
  }
  const Filter = { Dimensions: { Key: 'SERVICE' as const, Values: [resourcesOf] } }
  const command = new sdk.GetCostAndUsageWithResourcesCommand({ ...input, Granularity: 'DAILY', Filter })
  return ask(
    'GetCostAndUsageWithResources',
    (client, abortSignal) => client.send(command, { abortSignal }),
    CostAnswer,
  )
}

function addOnce(groups: Map<string, CostGroup>, group: CostGroup): void {
  const key = JSON.stringify([group.day, group.service, group.second, group.currency])
  if (groups.has(key)) {
    throw new CollectError('stale_pages', `AWS sent ${group.service} / ${group.second} of ${group.day} twice`)
  }
  groups.set(key, group)
}

/** Days that were not asked for are left out; anything else than days cannot be read. */
function askedDays(
  { ResultsByTime, ...answer }: CostAnswer,
  { since, until }: Pick<CollectWindow, 'since' | 'until'>,
): CostAnswer {
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
