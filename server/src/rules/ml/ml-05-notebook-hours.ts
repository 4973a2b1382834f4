import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'

/**
 * Notebooks that run day and night. With a series, the hours in which they work; without, working hours of a week.
 * Sources: SageMaker Studio idle shutdown, Vertex AI Workbench idle timeout, Azure ML idle shutdown.
 */
export const notebookHours = defineRule({
  id: 'ML-05',
  slug: 'ml-05-notebook-hours',
  title: 'Notebook that runs day and night',
  family: 'ml',
  class: 'usage',
  stage: 'schedule',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'inventory'],
  settings: z.object({
    hours: z.number().min(8).max(24).default(20).describe('Hours a day that it runs, at least'),
    busy: z.number().min(0.5).max(50).default(5).describe('CPU or GPU in percent from which it works'),
    days: z.number().min(7).max(32).default(14).describe('Days of series, at least'),
  }),
  sql: `
    with notebook as (
      select *, coalesce((attributes->>'idle_timeout_minutes')::double, 0) > 0 as times_out
      from machine
      where kind = 'ml' and (role = 'notebook' or (role = 'compute' and regexp_matches(lower(coalesce(resource_type, '')), 'compute instance|notebook')))
        and compute_cost > 0 and $days > 0 and $hours > 0
    ),
    worked as (
      select resource, count(distinct at_hour)::integer as hours, count(distinct at_hour::date)::integer as days,
        count(distinct at_hour) filter (where average >= $busy)::integer as busy_hours,
        count(distinct at_hour::date) filter (where average >= $busy)::integer as busy_days
      from metric_hour
      where metric in ('cpu_utilization', 'gpu_utilization') and resource in (select resource from notebook)
      group by resource
    )
    select notebook.provider, billing_account, sub_account, service, region, team, currency, [notebook.resource] as resource_ids,
      compute_cost::varchar as monthly_cost, resource_name as name, instance_type, idle_days, age_days,
      run_hours / 30 as hours_a_day, times_out, coalesce(worked.days, 0) as days, worked.hours, worked.busy_hours, worked.busy_days
    from notebook
    left join worked using (resource)
  `,
  row: z.object({
    name: z.string().nullable(),
    instance_type: z.string().nullable(),
    idle_days: z.number(),
    age_days: z.number(),
    hours_a_day: z.number().nullable(),
    times_out: z.boolean(),
    days: z.number(),
    hours: z.number().nullable(),
    busy_hours: z.number().nullable(),
    busy_days: z.number().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.age_days < 7) return silence('too_young', 'It is younger than a week.')
    if (row.times_out) return silence('not_worth_it', 'It stops by itself when nobody works in it.')
    if ((row.hours_a_day ?? 0) < settings.hours)
      return silence('not_worth_it', `It runs less than ${settings.hours} hours a day.`)
    const measured = row.days >= settings.days
    const share = measured ? idleShare(row) : PRIOR
    if (share.expected < 0.15) return silence('not_worth_it', 'It works nearly all the time.')
    return {
      verdict: 'finding',
      grade: measured ? 'U' : 'S',
      title: `${row.name ?? row.resource_ids[0] ?? 'The notebook'} runs ${(row.hours_a_day ?? 24).toFixed(0)} hours a day${measured ? ` and works in ${row.busy_hours} of ${row.hours}` : ''}`,
      probability: measured ? 0.85 : 0.6,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: {
        instance_type: row.instance_type,
        hours_a_day: row.hours_a_day,
        busy_hours: row.busy_hours,
        hours_seen: row.hours,
      },
      remediation: idleStop(row.provider, row.resource_ids[0] ?? '', row.region),
    }
  },
})

const PRIOR: Factor = {
  name: 'hours in which nobody works',
  low: 0.45,
  expected: 0.6,
  high: 0.72,
  unit: 'share',
  source: 'assumption of ours: 50 working hours of 168 a week, and an hour until it stops',
}

/** An hour of waiting for each day of work is kept. */
function idleShare(row: {
  hours: number | null
  busy_hours: number | null
  busy_days: number | null
}): Factor {
  const hours = row.hours ?? 1
  const kept = (wait: number) => Math.min(1, ((row.busy_hours ?? 0) + wait * (row.busy_days ?? 0)) / hours)
  return {
    name: 'hours in which nobody works',
    low: 1 - kept(3),
    expected: 1 - kept(1),
    high: 1 - kept(0),
    unit: 'share',
    source: `metrics: ${row.busy_hours} busy hours of ${hours}, and one a day until it stops`,
  }
}

function idleStop(provider: string, id: string, region: string | null) {
  const name = id.split('/').at(-1) ?? id
  const cli: Readonly<Record<string, string>> = {
    aws: `aws sagemaker stop-notebook-instance --region ${region ?? 'REGION'} --notebook-instance-name ${name}\n# from then on by itself: a lifecycle configuration with auto-stop-idle, or Studio IdleSettings {IdleTimeoutInMinutes: 60}`,
    gcp: `gcloud workbench instances update ${name} --location=${region ?? 'ZONE'} --metadata=idle-timeout-seconds=3600`,
    azure: `az ml compute update --name ${name} --set idle_time_before_shutdown=PT60M`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'aws_sagemaker_notebook_instance_lifecycle_configuration · google_workbench_instance { metadata = { idle-timeout-seconds = "3600" } }',
    console: 'Switch on idle shutdown after 60 minutes.',
    rollback: 'Start it again; its disk keeps everything.',
  }
}
