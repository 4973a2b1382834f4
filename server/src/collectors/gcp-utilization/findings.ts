import type { CollectContext, Collected } from '../collector.ts'
import { gcpSource } from '../gcp-client.ts'
import { Disk, Instance, lastPart, listCompute } from './compute.ts'
import { eachProject } from './each-project.ts'
import { findingRow } from './finding-row.ts'
import { type Project, projectsOf } from './projects.ts'
import { createRecommendationCalls } from './recommendation-calls.ts'
import { locationsOf, RECOMMENDERS } from './recommenders.ts'
import { diskId, instanceId } from './resource-id.ts'
import type { Settings } from './settings.ts'

/**
 * Active recommendations of every project, asked in the zones and regions in which it has machines or disks: there is no
 * question for all of them at once.
 */
export async function collectFindings(config: Settings, context: CollectContext): Promise<Collected> {
  const source = gcpSource(config, context)
  const recommendations = await createRecommendationCalls(source)
  await eachProject(context, await projectsOf(source, config), async (project) => {
    const instances = await listCompute(source, project, 'instances', Instance)
    const disks = await listCompute(source, project, 'disks', Disk)
    const zones = zonesOf([...instances, ...disks])
    const ids = idsByAddress(project, instances, disks)
    for (const recommender of zones.length === 0 ? [] : RECOMMENDERS) {
      for (const location of locationsOf(recommender, zones)) {
        const found = await recommendations.list(project, location, recommender.id)
        const rows = found.map((one) => findingRow(one, { project, location, recommender, ids }))
        if (rows.length > 0) context.page(rows)
      }
    }
  })
  return { estimated: false }
}

function zonesOf(resources: readonly { zone?: string | undefined }[]): string[] {
  return [
    ...new Set(resources.flatMap(({ zone }) => (zone === undefined ? [] : [lastPart(zone)]))),
  ].toSorted()
}

/** Recommendations name resources by project id and name, bills by project number and id. */
function idsByAddress(
  project: Project,
  instances: readonly Instance[],
  disks: readonly Disk[],
): Map<string, string> {
  const place = `//compute.googleapis.com/projects/${project.id}/zones`
  const zoned = disks.flatMap((disk) =>
    disk.zone === undefined ? [] : [{ ...disk, zone: lastPart(disk.zone) }],
  )
  return new Map([
    ...instances.map(({ zone, name, id }) => {
      const where = lastPart(zone)
      return [`${place}/${where}/instances/${name}`, instanceId(project, where, id)] as const
    }),
    ...zoned.map(
      ({ zone, name, id }) =>
        [`${place}/${zone}/disks/${name}`, diskId(project, `zones/${zone}`, id)] as const,
    ),
  ])
}
