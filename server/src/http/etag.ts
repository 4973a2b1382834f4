import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'

/** Weak ETag of whatever decides an answer, e.g. data version, day and question. */
export function etagOf(key: string): string {
  return `W/"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`
}

/** Marks an answer as private and to be revalidated by this ETag. */
export function setEtag(context: Context<AppEnv>, etag: string): void {
  context.header('etag', etag)
  context.header('cache-control', 'private, no-cache')
}

/** 304 where the client holds that answer already. */
export function unchanged(context: Context<AppEnv>, etag: string): Response | undefined {
  const known = context.req.header('if-none-match')?.split(/\s*,\s*/) ?? []
  if (!known.includes(etag)) return undefined
  setEtag(context, etag)
  return context.body(null, 304)
}
