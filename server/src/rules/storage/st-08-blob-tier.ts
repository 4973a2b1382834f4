import { defineRule } from '../rule.ts'
import { BUCKET_SELECT, BUCKETS } from './bucket.ts'
import { blobPolicy } from './remedies.ts'
import { judgeTiering, TIERING_ROW, TIERING_SETTINGS } from './tiering.ts'

/** Storage accounts of Azure whose old objects would cost less in a colder class that is read at once. Source: rules guide §6. */
export const blobsByAge = defineRule({
  id: 'ST-08',
  slug: 'st-08-blob-tier',
  title: 'Old objects in the Hot tier of Blob Storage',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['azure'],
  wants: ['inventory', 'prices'],
  settings: TIERING_SETTINGS,
  sql: `with ${BUCKETS}
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost
    from bucket
    where provider = 'azure' and base_gb >= $min_gb`,
  row: TIERING_ROW,
  judge: (row, { settings }) =>
    judgeTiering(row, settings.payback_days, {
      classes: ['Cool', 'Cold'],
      archive: { classes: ['Archive'], hours: true },
      cold: { low: 0, expected: 0.18, high: 0.54 },
      remedy: blobPolicy,
    }),
})
