import type { EntityInfo } from '@azure/arm-managementgroups'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import type { CallContext } from '../call-context.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected } from '../collector.ts'
import { allPages, connectEstate, type Estate } from './client.ts'
import type { Settings } from './settings.ts'

/** The subscriptions that the identity sees, with their names and the management groups above them. */
export async function collectAccounts(config: Settings, context: CollectContext): Promise<Collected> {
  const entities = await listEntities(await connectEstate(config, context))
  context.page(
    entities.filter(isSubscription).map((entity) => ({
      provider: 'azure',
      account_id: idOf(entity),
      name: entity.displayName ?? null,
      org_path: (entity.parentDisplayNameChain ?? []).join('/') || null,
      attributes: {
        management_groups: entity.parentNameChain ?? [],
        tenant_id: entity.tenantId ?? null,
      },
    })),
  )
  return { estimated: false }
}

/** Ids of the subscriptions to look at, in lower case. Throws CollectError `permission` when there is none. */
export async function subscriptionsOf(
  { subscriptions }: Settings,
  estate: Estate,
  { log }: Pick<CallContext, 'log'>,
): Promise<string[]> {
  if (subscriptions.length > 0) return subscriptions.map((id) => id.toLowerCase())
  const found = (await listEntities(estate)).filter(isSubscription).map(idOf)
  log.info({ subscriptions: found.length }, 'looking at every subscription that the identity sees')
  if (found.length > 0) return found
  throw new CollectError('permission', 'The identity sees no subscription', {
    grant: 'Reader on the subscriptions, or name them in the setting subscriptions',
  })
}

async function listEntities(estate: Estate): Promise<EntityInfo[]> {
  const { ManagementGroupsAPI, getContinuationToken } = await import('@azure/arm-managementgroups')
  const client = new ManagementGroupsAPI(estate.arm.credential, estate.arm.options)
  client.pipeline.addPolicy(postPages)
  return allPages(estate, 'Azure management groups', {
    list: (abortSignal) => client.entities.list({ abortSignal }),
    getContinuationToken,
  })
}

/** The SDK asks for further pages by GET; the service takes POST alone. */
const postPages: PipelinePolicy = {
  name: 'postPages',
  sendRequest(request, next) {
    if (/\/getEntities\?/i.test(request.url)) request.method = 'POST'
    return next(request)
  },
}

function isSubscription({ type }: EntityInfo): boolean {
  return /(^|\/)subscriptions$/i.test(type ?? '')
}

function idOf({ name, id }: EntityInfo): string {
  return (name ?? id?.split('/').at(-1) ?? '').toLowerCase()
}
