import type { CallContext, Probe } from '../collector.ts'
import { type GcpSource, gcpSource } from '../gcp-client.ts'
import { Address, listCompute } from './compute.ts'
import { METRIC_QUERIES } from './metric-queries.ts'
import { createSeriesCalls } from './monitoring-calls.ts'
import { type Project, projectsOf } from './projects.ts'
import { createRecommendationCalls } from './recommendation-calls.ts'
import type { Settings } from './settings.ts'

const HOUR_MS = 3_600_000

export const probes: readonly Probe<Settings>[] = [
  probe('monitoring.timeSeries.list', 'how much resources are used', async (source, project, now) => {
    const [query] = METRIC_QUERIES
    if (query === undefined) return
    const end = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
    const series = await createSeriesCalls(source)
    await series.list(project, query, 'ALIGN_MEAN', { start: new Date(end.getTime() - HOUR_MS), end })
  }),
  probe('compute.addresses.list', 'what there is and what state it is in', async (source, project) => {
    await listCompute(source, project, 'addresses', Address)
  }),
  {
    ...probe(
      'recommender.computeAddressIdleResourceRecommendations.list',
      "Google's own findings",
      async (source, project) => {
        const recommendations = await createRecommendationCalls(source)
        await recommendations.list(project, 'global', 'google.compute.address.IdleResourceRecommender')
      },
    ),
    enabled: ({ recommendations }: Settings) => recommendations,
  },
]

/** Proved in the first project. */
function probe(
  permission: string,
  purpose: string,
  prove: (source: GcpSource, project: Project, now: Date) => Promise<void>,
): Probe<Settings> {
  return {
    permission,
    purpose,
    policy: 'docs/permissions/gcp-utilization.yaml',
    async check(config: Settings, context: CallContext) {
      const source = gcpSource(config, context)
      const [project] = await projectsOf(source, config)
      if (project === undefined) return { note: 'the credentials see no project' }
      await prove(source, project, context.clock())
      const serverTime = source.transport.serverTime()
      return { note: `in project ${project.id}`, ...(serverTime === undefined ? {} : { serverTime }) }
    },
  }
}
