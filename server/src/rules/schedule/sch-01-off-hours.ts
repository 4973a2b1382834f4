import { z } from 'zod'
import { defineRule, type Silence, silence } from '../rule.ts'
import { OffHoursRow, offFactor, offHoursFacts, reachFactor, uptimeOff } from './off-factors.ts'
import { OFF_HOURS } from './off-hours.ts'
import { scheduleSteps } from './remedies.ts'

const Settings = z.object({
  days: z.number().min(7).max(32).default(14).describe('Days of load, at least, and of age'),
  from_hour: z
    .number()
    .int()
    .min(0)
    .max(23)
    .default(8)
    .describe('Hour at which work starts, where no load shows it'),
  hours_a_day: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(12)
    .describe('Hours that it stays on, on working days'),
  utc_offset: z
    .number()
    .int()
    .min(-12)
    .max(14)
    .default(0)
    .describe('Hours by which that clock is ahead of UTC'),
  busy_percent: z
    .number()
    .min(0)
    .max(50)
    .default(5)
    .describe('CPU or GPU utilisation from which an hour counts as work'),
  quiet_share: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.03)
    .describe('Part of the hours outside in which it may work all the same'),
})
type Settings = z.output<typeof Settings>

/** Machines and databases outside production that are on at night and at weekends for nobody. */
export const offHours = defineRule({
  id: 'SCH-01',
  slug: 'sch-01-off-hours',
  title: 'On day and night, used in working hours',
  family: 'schedule',
  class: 'usage',
  stage: 'schedule',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: Settings,
  sql: `
    with ${OFF_HOURS}
    select provider, billing_account, sub_account, service, region, team, currency, [resource] as resource_ids,
      compute_cost::varchar as monthly_cost, coalesce(resource_name, resource) as name, kind, cluster, job, gpus, age_days,
      idle_days, off_share, off_time, start_hour, load_days, busy_hours, off_samples, busy_off, hours_a_run
    from pattern
  `,
  row: OffHoursRow,
  judge(row, { settings }) {
    const refused = refusal(row, settings) ?? unproven(row, settings)
    if (refused !== null) return refused
    const proven = hasLoad(row, settings)
    const off = offFactor(row)
    const reach = reachFactor(proven, settings.hours_a_day)
    const cost = Number(row.monthly_cost)
    const until = (row.start_hour + settings.hours_a_day) % 24
    return {
      verdict: 'finding',
      grade: proven ? 'U' : 'S',
      title: proven
        ? `${row.name} is on at night and at weekends and works from ${row.start_hour} to ${until} h UTC`
        : `${row.name} is not for production and on day and night`,
      probability: proven ? 0.85 : 0.6,
      savings: {
        low: cost * off.low * reach.low,
        expected: cost * off.expected * reach.expected,
        high: Math.min(cost, cost * off.high * reach.high),
      },
      factors: [off, reach],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: offHoursFacts(row),
      remediation: scheduleSteps({
        provider: row.provider,
        kind: row.kind,
        id: row.resource_ids[0] ?? '',
        region: row.region,
        from: row.start_hour,
        until,
      }),
    }
  },
})

function refusal(row: OffHoursRow, { days }: Settings): Silence | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.age_days < days) return silence('too_young', `Younger than ${days} days.`)
  if (row.job !== null) return silence('excluded', 'A node of a job, which starts and stops it.')
  if (row.provider === 'azure' && row.kind === 'db' && /\/microsoft\.sql\//.test(row.resource_ids[0] ?? ''))
    return silence('excluded', 'Azure SQL cannot be stopped; its serverless tier pauses by itself.')
  if (uptimeOff(row) < 0.5) return silence('not_worth_it', 'It is off most of that time already.')
  return null
}

/** Why what the bill shows is not enough; null when its load proves it, or the bill alone is a strong pattern. */
function unproven(row: OffHoursRow, settings: Settings): Silence | null {
  if (hasLoad(row, settings)) {
    if (row.busy_hours === 0)
      return silence('not_worth_it', 'It works at no time of the day: idle, not unscheduled.')
    const busy = (row.busy_off ?? 0) / Math.max(1, row.off_samples ?? 0)
    if (busy <= settings.quiet_share) return null
    return silence(
      'not_worth_it',
      `It works in ${Math.round(busy * 100)} % of the hours outside working time.`,
    )
  }
  const lacking = `No CPU series or connections for ${settings.days} days.`
  if ((row.gpus ?? 0) > 0) return silence('no_metrics', `${lacking} Training runs at night.`)
  if (row.cluster !== null)
    return silence('no_metrics', `${lacking} What the pods do at night is not in the bill.`)
  if (uptimeOff(row) < 0.9)
    return silence('no_metrics', `${lacking} It is on in a part of the hours outside only.`)
  return null
}

function hasLoad({ load_days }: OffHoursRow, { days }: Settings): boolean {
  return (load_days ?? 0) >= days
}
