import type { Anomaly } from '@outlay/shared/detect'
import { z } from 'zod'
import { WATCHED_LINES } from '../read-atoms.ts'

/** Where and when an anomaly is, as parameters of the queries on its lines. */
export const AnomalyPlace = z.object({
  provider: z.string().nullable(),
  billingAccount: z.string().nullable(),
  subAccount: z.string().nullable(),
  service: z.string().nullable(),
  usageType: z.string().nullable(),
  team: z.string().nullable(),
  currency: z.string(),
  start: z.string(),
  last: z.string(),
})
export type AnomalyPlace = z.output<typeof AnomalyPlace>

/** A team narrows the place where the anomaly is one of the team; else it is only the one that bears most. */
export function anomalyPlace(anomaly: Anomaly): AnomalyPlace {
  return {
    provider: anomaly.provider,
    billingAccount: anomaly.billingAccountId,
    subAccount: anomaly.subAccountId,
    service: anomaly.service,
    usageType: anomaly.usageType,
    team: anomaly.scope === 'team' ? anomaly.team : null,
    currency: anomaly.currency,
    start: anomaly.startedOn,
    last: anomaly.lastDay,
  }
}

/** Lines of the place, of any charge and team. */
export const IN_PLACE = `currency = $currency
  and ($provider::varchar is null or provider = $provider)
  and ($billingAccount::varchar is null or billing_account = $billingAccount)
  and ($subAccount::varchar is null or sub_account = $subAccount)
  and ($service::varchar is null or service = $service)
  and ($usageType::varchar is null or coalesce(usage_type, sku) = $usageType)`

/** Watched lines of the place, whoever bears them. */
export const PLACE_LINES = `${IN_PLACE} and ${WATCHED_LINES}`

/** Watched lines of the place and its team. */
export const OWN_LINES = `${PLACE_LINES} and ($team::varchar is null or team = $team)`
