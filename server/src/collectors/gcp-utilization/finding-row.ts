import { toAmount } from '@outlay/shared/money'
import { Big } from 'big.js'
import type { JsonValue, PageRow } from '../collector.ts'
import type { Project } from './projects.ts'
import type { Money, Recommendation } from './recommendation-calls.ts'

export interface Finding {
  readonly project: Project
  readonly location: string
  readonly recommender: { readonly id: string; readonly service: string }
  /** Ids of the bill by the address that recommendations use. */
  readonly ids: ReadonlyMap<string, string>
}

const MONTH_SECONDS = 30 * 86_400

/**
 * A recommendation as a finding. Google projects a change of cost, negative when it saves, over a duration; savings are
 * its opposite for thirty days.
 */
export function findingRow(
  recommendation: Recommendation,
  { project, location, recommender, ids }: Finding,
): PageRow {
  const { costProjection } = recommendation.primaryImpact ?? {}
  const cost = costProjection?.costInLocalCurrency ?? costProjection?.cost ?? null
  const operations = (recommendation.content?.operationGroups ?? []).flatMap((group) => group.operations)
  const address = operations.find(({ resource }) => resource !== '')?.resource ?? null
  const refreshed = recommendation.lastRefreshTime?.seconds
  return {
    provider: 'gcp',
    advisor: recommender.id,
    finding_id: recommendation.name,
    finding_type: recommendation.recommenderSubtype,
    title: recommendation.description,
    account_id: project.id,
    service: recommender.service,
    region: location.replace(/-[a-z]$/, ''),
    resource_id: address === null ? null : (ids.get(address) ?? address),
    state: recommendation.stateInfo?.state ?? null,
    currency: cost?.currencyCode ?? null,
    monthly_cost: null,
    monthly_savings: cost === null ? null : savingsOf(cost, costProjection?.duration?.seconds),
    generated_at: refreshed === undefined ? null : new Date(Number(refreshed) * 1000).toISOString(),
    details: {
      location,
      priority: recommendation.priority,
      resource: address,
      operations: operations.map(({ action, path, resourceType, value }) => ({
        action,
        path,
        resource_type: resourceType,
        value: plain(value),
      })),
    },
  }
}

/** Both parts of a Money have the same sign: units -50 and nanos -820000000 are -50.82. */
function savingsOf({ units, nanos }: Money, seconds: string | undefined): string {
  const whole = units === null || units === undefined || units === '' ? '0' : units
  const change = new Big(whole).plus(new Big(nanos ?? 0).div(1_000_000_000))
  const duration = Number(seconds ?? MONTH_SECONDS)
  const monthly =
    duration === MONTH_SECONDS || duration <= 0 ? change : change.times(MONTH_SECONDS).div(duration)
  return toAmount(monthly.times(-1).round(9).toFixed())
}

/** Only texts, numbers and truth values are kept of a google.protobuf.Value. */
function plain(value: Readonly<Record<string, unknown>> | null | undefined): JsonValue {
  const found = value?.['stringValue'] ?? value?.['numberValue'] ?? value?.['boolValue'] ?? null
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : null
}
