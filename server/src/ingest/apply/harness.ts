import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportSummary } from '@outlay/shared/api'
import { type Db, type OpenOptions, openDb } from '../../db/open.ts'
import { applyDelivery } from '../apply.ts'
import { stageFiles } from '../pipeline.ts'
import type { ApplyOptions } from './options.ts'
import { type DeliverySpec, type Line, stageDelivery } from './staged-builder.ts'

/** A data folder under the system's temporary one, for tests. */
export interface TestFolder {
  readonly root: string
  db: Db
  /** Options of every delivery that does not say otherwise: noon on 10 August 2026, tags `team` and `env` promoted. */
  readonly options: ApplyOptions
  deliver(spec: Omit<DeliverySpec, 'id'>, more?: Partial<ApplyOptions>): Promise<ImportSummary>
  /** Stages files, name → content, in the child process and applies them, as the command does. */
  importFiles(
    files: Readonly<Record<string, string | Buffer>>,
    more?: Partial<ApplyOptions>,
  ): Promise<ImportSummary>
  select(sql: string): Promise<unknown[][]>
  reopen(): Promise<void>
  remove(): Promise<void>
}

export async function testFolder(open: OpenOptions = {}): Promise<TestFolder> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-apply-'))
  const options: ApplyOptions = {
    clock: () => new Date('2026-08-10T12:00:00Z'),
    promoted: ['team', 'env'],
    teams: [],
  }
  let deliveries = 0
  const folder: TestFolder = {
    root,
    db: await openDb(root, open),
    options,
    async deliver(spec, more = {}) {
      deliveries += 1
      const staged = await stageDelivery(folder.db.paths.staging, { id: `delivery-${deliveries}`, ...spec })
      return applyDelivery(folder.db, staged, { ...options, ...more })
    },
    async importFiles(files, more = {}) {
      const paths = Object.entries(files).map(([name, content]) => {
        writeFileSync(join(root, name), content)
        return join(root, name)
      })
      const { id } = await stageFiles(root, {
        files: paths,
        format: null,
        kind: 'costs',
        source: null,
        clock: options.clock,
      })
      return applyDelivery(folder.db, join(folder.db.paths.staging, id), { ...options, ...more })
    },
    async select(sql) {
      const connection = await folder.db.connect()
      try {
        return (await connection.runAndReadAll(sql)).getRowsJson()
      } finally {
        connection.closeSync()
      }
    },
    async reopen() {
      await folder.db.close()
      folder.db = await openDb(root, open)
    },
    async remove() {
      await folder.db.close().catch(() => undefined)
      rmSync(root, { recursive: true, force: true })
    },
  }
  return folder
}

/** Lines of nothing but a BilledCost. */
export function billed(...amounts: string[]): Line[] {
  return amounts.map((BilledCost) => ({ BilledCost }))
}

/** Paths of the visible files below a folder, relative to it, sorted. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

export function parquetIn(folder: string): string[] {
  return filesIn(folder).filter((name) => name.endsWith('.parquet'))
}
