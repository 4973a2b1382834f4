import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '@outlay/server/db/open'
import { acceptImport } from '@outlay/server/ingest/accept'
import { applyDelivery } from '@outlay/server/ingest/apply'
import { stageDelivery } from '@outlay/server/ingest/apply/staged-builder'
import { backup } from '@outlay/server/ingest/backup'
import { rebuild } from '@outlay/server/ingest/rebuild'
import { roundOf } from './rounds.ts'

/** Delivers, holds, accepts, rebuilds and backs up until it is killed, and says what it begins: `<round> <operation>`. */
const [root = '', first = '0'] = process.argv.slice(2)
const options = { clock: () => new Date('2026-08-10T12:00:00Z'), promoted: ['team'], teams: [] }

const db = await openDb(root)
for (let round = Number(first); ; round += 1) {
  const { whole, shrunk } = roundOf(round)
  begin(round, 'deliver')
  await deliver(`whole-${round}`, whole)
  begin(round, 'hold')
  const held = await deliver(`shrunk-${round}`, shrunk)
  begin(round, 'accept')
  await acceptImport(db, held.imports[0]?.id ?? '', options)
  begin(round, 'rebuild')
  await rebuild(db, options)
  begin(round, 'backup')
  await backup(db, join(root, 'backups'), { clock: () => new Date() })
}

function begin(round: number, operation: string): void {
  writeSync(1, `${round} ${operation}\n`)
}

async function deliver(id: string, lines: ReturnType<typeof roundOf>['whole']) {
  const folder = await stageDelivery(db.paths.staging, { id, units: [{ lines, account: 'account' }] })
  return applyDelivery(db, folder, options)
}
