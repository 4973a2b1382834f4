import { writeSync } from 'node:fs'
import { openDb } from '@outlay/server/db/open'
import { applyDelivery } from '@outlay/server/ingest/apply'
import { stageDelivery } from '@outlay/server/ingest/apply/staged-builder'
import { sweep } from '@outlay/server/ingest/sweep'
import { deliveryOf } from './deliveries.ts'

/** Applies deliveries until it is killed, and says what stage is behind it: `<delivery> <stage>`, one a line. */
const [root = '', seed = '0', first = '0', pauseMs = '0'] = process.argv.slice(2)
const clock = () => new Date('2026-08-10T12:00:00Z')

function say(index: number, stage: string): void {
  writeSync(1, `${index} ${stage}\n`)
  if (pauseMs !== '0') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(pauseMs))
}

const db = await openDb(root)
say(Number(first), 'open')
await sweep(db, { clock, staleMs: Number.NEGATIVE_INFINITY })
for (let index = Number(first); index < Number(first) + 8; index += 1) {
  const { units, add } = deliveryOf(Number(seed), index)
  const folder = await stageDelivery(db.paths.staging, { id: `delivery-${index}`, units })
  await applyDelivery(db, folder, {
    clock,
    promoted: ['team'],
    teams: [],
    add,
    onStage: (stage) => say(index, stage),
  })
  say(index, 'done')
}
await db.close()
