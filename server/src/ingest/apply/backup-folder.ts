import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../errors.ts'

/** Names inside a backup's folder. */
export const DATABASE = 'outlay.duckdb'
export const MANIFEST = 'manifest.json'
export const VERIFIED = '.verified'

/** Per billing period: what the facts hold and what the ledger says that they should. */
export const Figures = z.array(
  z.object({
    month: z.string(),
    currency: z.string(),
    lines: z.string(),
    billed: z.string(),
    ledger_lines: z.string(),
    ledger_billed: z.string(),
  }),
)
export type Figures = z.infer<typeof Figures>

const BackupManifest = z.object({
  version: z.literal(1),
  createdAt: z.string(),
  figures: Figures,
  lake: z.array(z.object({ path: z.string(), bytes: z.int() })),
})
export type BackupManifest = z.infer<typeof BackupManifest>

export function readManifest(folder: string): BackupManifest {
  return BackupManifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')))
}

/** @throws BAD_DATA for a backup that was never verified */
export function readVerifiedHash(folder: string): string {
  const path = join(folder, VERIFIED)
  if (!existsSync(path)) {
    throw new AppError(
      'BAD_DATA',
      `${folder} is no verified backup: only one with ${VERIFIED} in it is restored.`,
    )
  }
  return z.object({ sha256: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).sha256
}
