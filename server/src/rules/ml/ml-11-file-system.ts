import { z } from 'zod'
import { TRAINING_FILES } from '../pricing/training-files.ts'
import { defineRule, type Factor, silence, times } from '../rule.ts'

/** Fast file systems that bill while nothing trains. Source: rules guide ML-11; FSx for Lustre can be made anew from S3. */
export const trainingFileSystem = defineRule({
  id: 'ML-11',
  slug: 'ml-11-file-system',
  title: 'Training file system left on',
  family: 'ml',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z
      .number()
      .min(1)
      .max(30)
      .default(6)
      .describe('Days of the month on which something trains, at most'),
  }),
  sql: `
    with trained as (
      select provider, sub_account, count(distinct day)::integer as days
      from usage_line
      where recent and charge_category = 'Usage'
        and regexp_matches(lower(concat_ws(' ', usage_type, meter, description, resource_name)), '(train|trspt):ml\\.|training|finetune|\\btpu\\b')
      group by all
    )
    select used.provider, billing_account, used.sub_account, any_value(service) as service, region, any_value(team) as team, currency,
      [used.resource] as resource_ids, sum(cost)::varchar as monthly_cost, any_value(resource_name) as name, min(idle_days) as idle_days,
      coalesce(any_value(trained.days), 0)::integer as training_days, max(used.days) as days,
      any_value((attributes->>'clients')::integer) as clients
    from resource_use as used
    left join trained on trained.provider = used.provider and trained.sub_account = used.sub_account
    left join inventory_now using (resource)
    where used.resource is not null and $days > 0
      and (${TRAINING_FILES} or regexp_matches(concat_ws(' ', service, usage_type), '(?i)^Filestore|NetApp Files'))
    group by used.provider, billing_account, used.sub_account, region, currency, used.resource
  `,
  row: z.object({
    name: z.string().nullable(),
    idle_days: z.number(),
    training_days: z.number(),
    days: z.number(),
    clients: z.number().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.days < 14) return silence('too_young', 'It bills for less than two weeks.')
    if ((row.clients ?? 0) > 0) return silence('not_worth_it', 'Something has it mounted.')
    if (row.clients === null && row.training_days > settings.days)
      return silence('not_worth_it', `Something trains in its account on ${row.training_days} days of 30.`)
    const empty = row.clients === 0
    const used = empty ? 0 : row.training_days / 30
    const share: Factor = empty
      ? {
          name: 'time without training',
          low: Math.max(0, 0.88 - used),
          expected: Math.max(0, 0.94 - used),
          high: 1,
          unit: 'share',
          source: 'inventory: nothing has it mounted; two days a month are kept',
        }
      : {
          name: 'time without training',
          low: 0.5,
          expected: Math.max(0.5, 0.8 - used),
          high: 0.95,
          unit: 'share',
          source: `bill: training on ${row.training_days} days; the rest an assumption`,
        }
    return {
      verdict: 'finding',
      grade: empty ? 'I' : 'S',
      title: `${row.name ?? row.resource_ids[0] ?? 'The file system'} is on all month, and ${row.training_days === 0 ? 'nothing trains in its account' : `something trains on ${row.training_days} days`}`,
      probability: empty ? 0.9 : 0.6,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: { training_days: row.training_days, clients: row.clients },
      remediation: {
        cli: `aws fsx create-data-repository-task --file-system-id ${row.resource_ids[0]?.split('/').at(-1) ?? 'ID'} --type EXPORT_TO_REPOSITORY --report Enabled=false\naws fsx delete-file-system --file-system-id ${row.resource_ids[0]?.split('/').at(-1) ?? 'ID'}`,
        terraform: 'Make it in the job that needs it, linked to the bucket, and destroy it behind it.',
        console:
          'Export what is new to the bucket, delete it, make it anew from the bucket for the next training.',
        rollback: 'Make it anew from the bucket: minutes to hours, by size.',
      },
    }
  },
})
