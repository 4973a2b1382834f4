import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomic } from '../files.ts'
import type { PageRow } from './collector.ts'

/** The pages of one billing month: a draft until all of them are there. */
export interface PagesFile {
  append(rows: readonly PageRow[]): void
  /** Drops what was written, for a reading that begins anew or failed. */
  discard(): void
  /** Gives the file its name and returns it with its number of rows; null when no row came. */
  publish(): { path: string; rows: number } | null
}

/** JSON Lines under `<folder>/pages-2026-10.jsonl`. `month` is `YYYY-MM`. */
export function pagesFile(folder: string, month: string): PagesFile {
  const path = join(folder, `pages-${month}.jsonl`)
  const draft = `${path}.part`
  const discard = () => rmSync(draft, { force: true })
  discard()
  return {
    append(rows) {
      if (rows.length > 0) appendFileSync(draft, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    },
    discard,
    publish() {
      if (!existsSync(draft)) return null
      // In one order whatever the order of the pages, so that the same costs are the same bytes and change nothing.
      const lines = readFileSync(draft, 'utf8').trimEnd().split('\n').toSorted()
      writeFileAtomic(path, `${lines.join('\n')}\n`)
      discard()
      return { path, rows: lines.length }
    },
  }
}
