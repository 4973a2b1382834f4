import { z } from 'zod'
import { defineOperation, type Operation, pageOf, pageSize, Refusal, wholeNumber } from './operation.ts'

const RECOMMENDATIONS = { list: 'recommendations', next: 'nextPageToken' } as const

/** Where each recommender looks: the zone or region of the resource, or everywhere at once. */
const SCOPES: Readonly<Record<string, RegExp>> = {
  'google.compute.instance.MachineTypeRecommender': /^[a-z]+-[a-z]+\d+-[a-z]$/,
  'google.compute.instance.IdleResourceRecommender': /^[a-z]+-[a-z]+\d+-[a-z]$/,
  'google.compute.disk.IdleResourceRecommender': /^[a-z]+-[a-z]+\d+(-[a-z])?$/,
  'google.compute.address.IdleResourceRecommender': /^(global|[a-z]+-[a-z]+\d+)$/,
  'google.compute.commitment.UsageCommitmentRecommender': /^(global|[a-z]+-[a-z]+\d+)$/,
  'google.cloudsql.instance.IdleRecommender': /^[a-z]+-[a-z]+\d+$/,
  'google.cloudsql.instance.OverprovisionedRecommender': /^[a-z]+-[a-z]+\d+$/,
}

/** Recommender v1. */
export const recommenderOperations: readonly Operation[] = [
  defineOperation({
    name: 'recommender.listRecommendations',
    method: 'GET',
    path: /^\/v1\/projects\/(?<project>[a-z0-9-]+)\/locations\/(?<location>[a-z0-9-]+)\/recommenders\/(?<recommender>[A-Za-z.]+)\/recommendations$/,
    api: 'gax',
    query: {
      filter: z
        .string()
        .regex(/^stateInfo\.state:ACTIVE$/)
        .optional(),
      pageSize: wholeNumber(1000),
      pageToken: z.string().optional(),
    },
    pages: RECOMMENDATIONS,
    answer({ path, query }, { world }, offset) {
      const { project = '', location = '', recommender = '' } = path
      const scope = Object.hasOwn(SCOPES, recommender) ? SCOPES[recommender] : undefined
      if (scope === undefined) throw new Refusal(400, 'INVALID_ARGUMENT', `${recommender} is no recommender`)
      if (!scope.test(location))
        throw new Refusal(400, 'INVALID_ARGUMENT', `${recommender} has no location ${location}`)
      const rows = (world.recommendations ?? [])
        .filter(
          (row) => row.project === project && row.location === location && row.recommender === recommender,
        )
        .map(({ body }) => body)
      return pageOf(RECOMMENDATIONS, rows, offset, pageSize(query['pageSize'], world))
    },
  }),
]
