import { defineRule } from '../rule.ts'
import { BUCKET_SELECT, BUCKETS } from './bucket.ts'
import { s3Lifecycle } from './remedies.ts'
import { judgeTiering, TIERING_ROW, TIERING_SETTINGS } from './tiering.ts'

/** Buckets of S3 whose old objects would cost less in a colder class that is read at once. Source: rules guide §6. */
export const s3ByAge = defineRule({
  id: 'ST-02',
  slug: 'st-02-s3-lifecycle',
  title: 'Old objects in S3 Standard',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws'],
  wants: ['inventory', 'prices'],
  settings: TIERING_SETTINGS,
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where provider = 'aws' and base_gb >= $min_gb`,
  row: TIERING_ROW,
  judge: (row, { settings }) =>
    judgeTiering(row, settings.payback_days, {
      classes: ['Standard-IA', 'Glacier Instant'],
      archive: { classes: ['Glacier Flexible', 'Deep Archive'], hours: true },
      // of the cost 0, 15 and 45 %, which Glacier Instant saves on 83 % of
      cold: { low: 0, expected: 0.18, high: 0.54 },
      remedy: s3Lifecycle,
    }),
})
