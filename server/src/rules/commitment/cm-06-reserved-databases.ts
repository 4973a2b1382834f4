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
})
