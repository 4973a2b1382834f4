import { z } from 'zod'
import { GaxPage, type GcpApi, type GcpSource } from '../gcp-client.ts'
import { gcpRows } from '../gcp-pages.ts'
import type { Project } from './projects.ts'

/** 600 reads a minute and project. Source: Recommender, "Quotas and limits". */
const RECOMMENDER: GcpApi = {
  name: 'Recommender',
  service: 'recommender.googleapis.com',
  concurrency: 2,
  everyMs: 100,
}
const PAGE_SIZE = 500

const Money = z.object({
  currencyCode: z.string(),
  units: z
    .string()
    .regex(/^-?\d*$/)
    .nullish(),
  nanos: z.number().int().nullish(),
})
export type Money = z.output<typeof Money>

/** google.protobuf.Value as it is decoded: one member says of which kind it is. */
const Operation = z.object({
  action: z.string().default(''),
  resourceType: z.string().default(''),
  resource: z.string().default(''),
  path: z.string().default(''),
  value: z.record(z.string(), z.unknown()).nullish(),
})

export const Recommendation = z.object({
  name: z.string().min(1),
  description: z.string().default(''),
  recommenderSubtype: z.string().default(''),
  lastRefreshTime: z.object({ seconds: z.string() }).nullish(),
  primaryImpact: z
    .object({
      category: z.string(),
      costProjection: z
        .object({
          cost: Money.nullish(),
          costInLocalCurrency: Money.nullish(),
          duration: z.object({ seconds: z.string() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  content: z
    .object({
      operationGroups: z.array(z.object({ operations: z.array(Operation).default([]) })).default([]),
    })
    .nullish(),
  stateInfo: z.object({ state: z.string() }).nullish(),
  priority: z.string().default(''),
})
export type Recommendation = z.output<typeof Recommendation>

const Page = GaxPage.pipe(
  z.object({ recommendations: z.array(Recommendation).default([]), nextPageToken: z.string().nullish() }),
)

export interface RecommendationCalls {
  /** Active ones of one recommender in one location. Throws CollectError. */
  list(project: Project, location: string, recommender: string): Promise<Recommendation[]>
}

export async function createRecommendationCalls(source: GcpSource): Promise<RecommendationCalls> {
  const { RecommenderClient } = await import('@google-cloud/recommender')
  const client = new RecommenderClient(source.gaxOptions)
  return {
    list: (project, location, recommender) =>
      gcpRows(
        `recommendations of ${recommender}`,
        async (pageToken) => {
          const request = {
            parent: `projects/${project.id}/locations/${location}/recommenders/${recommender}`,
            filter: 'stateInfo.state:ACTIVE',
            pageSize: PAGE_SIZE,
            ...(pageToken === undefined ? {} : { pageToken }),
          }
          const list = () => client.listRecommendations(request, { autoPaginate: false })
          const page = await source.ask(
            RECOMMENDER,
            `roles/recommender.viewer on project ${project.id}`,
            list,
            Page,
          )
          return { rows: page.recommendations, next: page.nextPageToken }
        },
        ({ name }) => name,
      ),
  }
}
