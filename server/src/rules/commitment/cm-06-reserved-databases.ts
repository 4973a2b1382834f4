import { commitmentRule } from './plan-rule.ts'

/** Databases, caches, search and warehouses that run all the time. Source: CUDOS reckons with 20 % at least. */
export const reservedDatabases = commitmentRule({
  id: 'CM-06',
  slug: 'cm-06-reserved-databases',
  title: 'Steady databases, caches and warehouses without reservation',
  clouds: ['aws', 'azure'],
  where: `program = 'database'`,
  scope: `concat_ws(' ', service, family, region)`,
  kinds: ['reserved-instance', 'reservation'],
  what: ({ scope }) => `Reservation of ${scope}`,
  purchase: (provider) =>
    provider === 'aws'
      ? 'aws rds describe-reserved-db-instances-offerings --offering-type "No Upfront" --duration 31536000\n# caches, search and warehouses: elasticache describe-reserved-cache-nodes-offerings, opensearch describe-reserved-instance-offerings, redshift describe-reserved-node-offerings'
      : null,
})
