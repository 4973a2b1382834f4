import { z } from 'zod'
import { defineRule, exactly, type Silence, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

/** An inference endpoint that nobody calls. Sources: AWS Compute Optimizer (SageMaker endpoints by invocations), CUDOS (data bytes of hosting). */
export const idleEndpoint = defineRule({
  id: 'IDLE-11',
  slug: 'idle-11-endpoint',
  title: 'Inference endpoint that nobody calls',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: z.object({
    days: z.number().min(7).max(32).default(14).describe('Days without a call, at least'),
    calls: z.number().min(0).max(100).default(1).describe('Calls a day that still count as none'),
  }),
  sql: `
    with calls as (
      select resource, max(days) as days, sum(total) as total from metric_stat where metric = 'invocations' group by resource
    ),
    busy as (
      select resource, max(p995_14) as peak from metric_stat where metric = 'gpu_utilization' group by resource
    ),
    carried as (
      select provider, resource, max(case when regexp_matches(concat_ws(' ', usage_type, meter), '(?i)Data-Bytes') then quantity end) as bytes
      from resource_use where resource is not null group by all
    )
    select machine.provider, billing_account, sub_account, service, region, team, currency,
      [machine.resource] as resource_ids, month_cost::varchar as monthly_cost, resource_name as name, machine.instance_type,
      age_days, idle_days, machine.days, run_hours, calls.days as call_days, calls.total as calls, carried.bytes, busy.peak as gpu_peak
    from machine
    left join calls on calls.resource = machine.resource
    left join busy on busy.resource = machine.resource
    left join carried on carried.provider = machine.provider and carried.resource = machine.resource
    where kind = 'ml' and (role = 'endpoint' or calls.total is not null) and $days > 0 and $calls >= 0
  `,
  row: z.object({
    name: z.string().nullable(),
    instance_type: z.string().nullable(),
    age_days: z.number(),
    idle_days: z.number(),
    days: z.number(),
    run_hours: z.number().nullable(),
    call_days: z.number().nullable(),
    calls: z.number().nullable(),
    bytes: z.number().nullable(),
    gpu_peak: z.number().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.age_days < settings.days) return silence('too_young', `It is younger than ${settings.days} days.`)
    const measured = row.call_days !== null && row.call_days >= settings.days
    const use = measured ? calledOf(row, settings.calls) : carriedOf(row, settings.days)
    if (use !== undefined) return use
    if ((row.gpu_peak ?? 0) > 5) return silence('not_worth_it', 'Its GPU is in use.')
    const share = exactly('share of the charge that ends', 1, 'share', 'bill')
    return {
      verdict: 'finding',
      grade: measured ? 'U' : 'S',
      title: `${row.name ?? row.resource_ids[0] ?? 'The endpoint'}: ${measured ? `no call in ${row.call_days} days` : 'the bill shows no data passing through it'}`,
      probability: measured ? 0.9 : 0.6,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'medium',
      facts: {
        instance_type: row.instance_type,
        calls: row.calls,
        days_of_calls: row.call_days,
        data_units: row.bytes,
      },
      remediation: deletionOf('endpoint', row),
    }
  },
})

type Calls = { readonly calls: number | null; readonly call_days: number | null }

function calledOf({ calls, call_days }: Calls, most: number): Silence | undefined {
  return (calls ?? 0) > most * (call_days ?? 1) ? silence('not_worth_it', 'It is called.') : undefined
}

/** Without a series of calls, only AWS bills the bytes that pass through an endpoint. */
function carriedOf(
  row: { readonly provider: string; readonly bytes: number | null; readonly run_hours: number | null },
  days: number,
): Silence | undefined {
  if (row.provider !== 'aws') return silence('no_metrics', `There is no series of calls for ${days} days.`)
  if ((row.bytes ?? 0) > 0.001) return silence('not_worth_it', 'The bill shows data passing through it.')
  if ((row.run_hours ?? 720) < 600)
    return silence('no_metrics', 'It does not run all the time, and there is no series of calls.')
  return undefined
}
