import { z } from 'zod'
import { type Answer, pageOf } from './operation.ts'
import type { AwsWorld } from './world.ts'

const PAGE_MAX = 100
export const pageSize = z.int().min(1).max(PAGE_MAX).optional()
export const token = z.string().optional()

/** The list that the account holds for an operation. */
export function listOf(world: AwsWorld, name: string): readonly unknown[] {
  return world.costExplorer?.[name] ?? []
}

/** A page of it. */
export function pagedList(
  world: AwsWorld,
  name: string,
  offset: number,
  { list, size, token: given = 'NextPageToken' }: { list: string; size?: number | undefined; token?: string },
): Answer {
  const { rows, next } = pageOf(
    listOf(world, name),
    offset,
    Math.min(size ?? PAGE_MAX, world.pageSize ?? PAGE_MAX),
  )
  return { [list]: rows, ...(next === undefined ? {} : { [given]: next }) }
}
