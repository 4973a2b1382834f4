import { CollectError } from './collect-error.ts'

export interface GcpPage<R> {
  readonly rows: readonly R[]
  /** Empty or missing on the last page. */
  readonly next: string | null | undefined
}

const PAGES_MAX = 10_000

/** Pages to their end. Throws CollectError `stale_pages` for a token that comes twice. */
export async function* gcpPages<R>(
  what: string,
  ask: (token: string | undefined) => Promise<GcpPage<R>>,
): AsyncGenerator<readonly R[]> {
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const { rows, next } = await ask(token)
    yield rows
    token = next === null || next === '' ? undefined : next
    if (token !== undefined && seen.has(token))
      throw new CollectError('stale_pages', `Google sent the same page token of ${what} twice`)
    if (seen.size >= PAGES_MAX)
      throw new CollectError('bad_answer', `Google sent more than ${PAGES_MAX} pages of ${what}`)
    if (token !== undefined) seen.add(token)
  } while (token !== undefined)
}

/** All rows of all pages, each once. Throws CollectError `stale_pages` for a row that comes twice. */
export async function gcpRows<R>(
  what: string,
  ask: (token: string | undefined) => Promise<GcpPage<R>>,
  keyOf: (row: R) => string,
): Promise<R[]> {
  const rows = new Map<string, R>()
  for await (const page of gcpPages(what, ask)) {
    for (const row of page) {
      if (rows.has(keyOf(row)))
        throw new CollectError('stale_pages', `Google sent ${keyOf(row)} of ${what} twice`)
      rows.set(keyOf(row), row)
    }
  }
  return [...rows.values()]
}
