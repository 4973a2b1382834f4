import type { Driver, ExplainedMover } from '@outlay/shared/changes'
import type { ReportChange, ReportChanges } from '@outlay/shared/reports'
import { answerChanges } from '../../queries/changes/changes.ts'
import { answerDrivers } from '../../queries/changes/drivers.ts'
import { type ReportAsk, scopeParams } from './scope.ts'
import { alignOf, complete } from './spend.ts'

const EACH_WAY = 3
/** Less than this, in units of the currency, is no change. */
const LEAST = 1

/** The services that moved most, three up and three down, each with the line of the bill that moved it most. */
export async function readChanges(asked: ReportAsk): Promise<ReportChanges> {
  const scope = { ...asked, period: complete(asked) }
  const more = { compare: 'previous', align: alignOf(asked.period) }
  const { data, meta } = await answerChanges(
    asked.ask,
    scopeParams(scope, { ...more, groupBy: 'service', limit: '100' }),
  )
  const moved = data.filter(({ change }) => Math.abs(Number(change)) >= LEAST)
  const explain = async (movers: readonly ExplainedMover[]) => {
    const told: ReportChange[] = []
    for (const mover of movers.slice(0, EACH_WAY)) told.push(await toChange(scope, mover, more))
    return told
  }
  return {
    known: meta.previousTotal !== undefined,
    up: await explain(moved.filter(({ change }) => Number(change) > 0)),
    down: await explain(moved.filter(({ change }) => Number(change) < 0)),
  }
}

async function toChange(
  scope: ReportAsk,
  { group, cost, previousCost, change, parts }: ExplainedMover,
  more: Readonly<Record<string, string>>,
): Promise<ReportChange> {
  const service = group[0] ?? null
  const filter = service === null ? 'service:absent:' : `service:is:${service}`
  const { data } = await answerDrivers(scope.ask, scopeParams(scope, { ...more, limit: '1' }, [filter]))
  const sameWay = data.filter(({ amount }) => amount.startsWith('-') === change.startsWith('-'))
  const [first] = sameWay
  return {
    ...{ service, cost, previous: previousCost, change },
    part: first?.part ?? parts[0]?.id ?? null,
    what: first === undefined ? null : nameOf(first),
    amount: first?.amount ?? null,
    since: first === undefined ? null : sinceOf(first),
  }
}

/** Only what is new began lately, and only what is gone has ended. */
function sinceOf({ part, firstSeen, lastSeen }: Driver): string | null {
  if (part === 'new') return firstSeen
  return part === 'gone' ? lastSeen : null
}

const NAME_MAX = 60

/** The last piece of a resource's id is what people know it by. */
function nameOf({ resource, usageType, chargeCategory }: Driver): string {
  const name = resource?.split('/').at(-1) || resource || usageType || chargeCategory
  return name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name
}
