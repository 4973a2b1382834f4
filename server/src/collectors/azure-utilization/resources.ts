import { z } from 'zod'
import { type Estate, listArm } from './client.ts'

/** Ids of resources of these types, as the generic list has them. */
export async function resourcesOf(
  estate: Estate,
  subscription: string,
  types: readonly string[],
): Promise<{ readonly id: string; readonly type: string }[]> {
  const { MonitorClient } = await import('@azure/arm-monitor')
  const client = new MonitorClient(estate.arm.credential, subscription, estate.arm.options)
  const path = `/subscriptions/${subscription}/resources?api-version=2021-04-01`
  return z
    .array(z.object({ id: z.string(), type: z.string() }))
    .parse(await listArm(estate, client, path))
    .map(({ id, type }) => ({ id: id.toLowerCase(), type: type.toLowerCase() }))
    .filter(({ type }) => types.includes(type))
}
