import { createHash } from 'node:crypto'
import { CollectError } from './collect-error.ts'
import type { CollectContext, PageRow } from './collector.ts'

const PAGES_MAX = 1000

export interface AwsPage<T> {
  readonly rows: readonly T[]
  readonly next: string | undefined
}

/** Pages one after the other until there is no token. Throws CollectError `stale_pages` for a token that came before. */
export async function* eachAwsPage<T>(
  ask: (token: string | undefined) => Promise<AwsPage<T>>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const { rows, next } = await ask(token)
    yield rows
    token = nextToken(next, seen)
  } while (token !== undefined)
}

/** Undefined at the end. Throws CollectError for a token that came before. */
export function nextToken(token: string | undefined, seen: Set<string>): string | undefined {
  if (token === undefined || token === '') return undefined
  if (seen.has(token)) throw new CollectError('stale_pages', 'AWS sent the same page token twice')
  if (seen.size >= PAGES_MAX)
    throw new CollectError('bad_answer', `AWS sent more than ${PAGES_MAX} pages for one question`)
  seen.add(token)
  return token
}

/** Passes rows on; one that comes twice means that a page did. Throws CollectError `stale_pages`. */
export function rowsOnce({ page }: Pick<CollectContext, 'page'>): (rows: readonly PageRow[]) => void {
  const seen = new Set<string>()
  return (rows) => {
    for (const row of rows) {
      const hash = createHash('sha256').update(JSON.stringify(row)).digest('base64')
      if (seen.has(hash)) throw new CollectError('stale_pages', `AWS sent a row twice: ${nameOf(row)}`)
      seen.add(hash)
    }
    page(rows)
  }
}

function nameOf(row: PageRow): string {
  return String(row['finding_id'] ?? row['resource_id'] ?? row['sku_id'] ?? 'without a name')
}
