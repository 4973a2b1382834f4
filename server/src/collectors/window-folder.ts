import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { makeFolder } from '../files.ts'
import { CollectError } from './collect-error.ts'
import type { PageRow } from './collector.ts'
import { sortPages } from './sort-pages.ts'

/** The folder of one window: its pages, a draft until all of them are there, and what was downloaded. */
export interface WindowFolder {
  readonly path: string
  append(rows: readonly PageRow[]): void
  /** Throws CollectError `bad_answer` for a file outside of the folder or one that is not there. */
  add(path: string): void
  readonly counts: () => { readonly pages: number; readonly rows: number }
  /** Begins anew: pages and the list of files go, downloaded files stay. */
  restart(): void
  /** The whole window as files, in one order; empty when nothing came. */
  files(): Promise<readonly string[]>
  /** After publication. */
  remove(): void
}

/** `<work>/<part>/<key>`, where an earlier run that did not come to its end may have left downloads. */
export function windowFolder(work: string, part: string, key: string): WindowFolder {
  const path = join(work, part, folderName(key))
  const draft = join(path, 'pages.jsonl.part')
  makeFolder(path)
  let pages = 0
  let rows = 0
  let added = new Set<string>()
  const restart = () => {
    for (const name of readdirSync(path)) {
      if (name.startsWith('pages')) rmSync(join(path, name), { force: true })
    }
    pages = 0
    rows = 0
    added = new Set()
  }
  restart()
  return {
    path,
    restart,
    counts: () => ({ pages, rows }),
    append(page) {
      pages += 1
      rows += page.length
      if (page.length > 0) appendFileSync(draft, page.map((row) => `${JSON.stringify(row)}\n`).join(''))
    },
    add(file) {
      const inside = relative(path, file)
      if (inside.startsWith('..') || !existsSync(file))
        throw new CollectError('bad_answer', `${file} was not downloaded into the window's folder`)
      added.add(file)
    },
    async files() {
      const nameOf = (number: number) =>
        join(path, `pages-${folderName(key)}${number === 0 ? '' : `-${number}`}.jsonl`)
      const sorted = existsSync(draft) ? await sortPages(draft, nameOf) : []
      return [...sorted, ...[...added].toSorted()]
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Removes the folders of windows that are no longer planned. */
export function removeOtherWindows(work: string, part: string, keys: readonly string[]): void {
  const folder = join(work, part)
  mkdirSync(folder, { recursive: true })
  const planned = new Set(keys.map(folderName))
  for (const name of readdirSync(folder)) {
    if (!planned.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Readable, safe as a name, and another one for every key. */
function folderName(key: string): string {
  if (/^[\w-]{1,40}$/.test(key)) return key
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12)
  return `${key.replace(/[^\w-]+/g, '-').slice(0, 40)}-${hash}`
}
