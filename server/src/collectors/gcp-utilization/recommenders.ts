/** What Google recommends to save money on, and in which kind of place each of them is asked. Source: Recommender, "Recommenders". */
export const RECOMMENDERS = [
  { id: 'google.compute.instance.MachineTypeRecommender', service: 'Compute Engine', places: ['zone'] },
  { id: 'google.compute.instance.IdleResourceRecommender', service: 'Compute Engine', places: ['zone'] },
  {
    id: 'google.compute.disk.IdleResourceRecommender',
    service: 'Compute Engine',
    places: ['zone', 'region'],
  },
  {
    id: 'google.compute.address.IdleResourceRecommender',
    service: 'Compute Engine',
    places: ['region', 'global'],
  },
  {
    id: 'google.compute.commitment.UsageCommitmentRecommender',
    service: 'Compute Engine',
    places: ['region'],
  },
  { id: 'google.cloudsql.instance.IdleRecommender', service: 'Cloud SQL', places: ['region'] },
  { id: 'google.cloudsql.instance.OverprovisionedRecommender', service: 'Cloud SQL', places: ['region'] },
] as const

/** Locations to ask a recommender in, where a project has something in these zones. */
export function locationsOf(
  { places }: (typeof RECOMMENDERS)[number],
  zones: readonly string[],
): readonly string[] {
  const regions = [...new Set(zones.map((zone) => zone.replace(/-[a-z]$/, '')))]
  const all = { zone: zones, region: regions, global: ['global'] }
  return places.flatMap((place) => all[place])
}
