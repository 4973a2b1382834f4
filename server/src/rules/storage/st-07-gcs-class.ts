import { defineRule } from '../rule.ts'
import { BUCKET_SELECT, BUCKETS } from './bucket.ts'
import { gcsLifecycle } from './remedies.ts'
import { judgeTiering, TIERING_ROW, TIERING_SETTINGS } from './tiering.ts'

/** Buckets of Cloud Storage whose old objects would cost less in a colder class that is read at once. Source: rules guide §6. */
export const gcsByAge = defineRule({
  id: 'ST-07',
  slug: 'st-07-gcs-class',
  title: 'Old objects in Standard of Cloud Storage',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['gcp'],
  wants: ['inventory', 'prices'],
  settings: TIERING_SETTINGS,
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where provider = 'gcp' and base_gb >= $min_gb`,
  row: TIERING_ROW,
  judge: (row, { settings }) =>
    judgeTiering(row, settings.payback_days, {
      classes: ['Nearline', 'Coldline'],
      archive: { classes: ['Archive'], hours: false },
      cold: { low: 0, expected: 0.18, high: 0.54 },
      remedy: gcsLifecycle,
    }),
})
