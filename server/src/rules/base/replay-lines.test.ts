import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { replayBill } from '../portfolio/reprice.ts'
import { prepareReplay, spillOver } from '../portfolio/spill-over.ts'
import { fillTestBill, type TestLine } from '../test-kit.ts'
import { readReplay } from './replay-lines.ts'

const machine = (resource: string, more: Partial<TestLine> = {}): TestLine => ({
  resource,
  usageType: 'BoxUsage:m5.large',
  cost: '100',
  ...more,
})
const covered = (resource: string): TestLine =>
  machine(resource, {
    cost: '72',
    list: '100',
    pricing: 'Committed',
    commitmentId: 'sp-1',
    commitmentCategory: 'Spend',
    commitmentType: 'Savings Plan',
    commitmentStatus: 'Used',
  })

async function stop(resource: string, lines: readonly TestLine[]) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await fillTestBill(connection, { lines })
  const replay = await readReplay(connection, [resource])
  connection.closeSync()
  instance.closeSync()
  const saving = spillOver(prepareReplay(replay), [{ id: 'stop', shares: new Map([[resource, 1]]) }]).get(
    'stop',
  )
  return { total: replayBill(replay, () => 1), net: saving?.net }
}

test.each([
  ['another machine on demand takes the plan over', [covered('idle'), machine('busy')], 3000],
  ['nothing else runs', [covered('idle')], 0],
  [
    'only a disk bills under the same service',
    [covered('idle'), machine('vol', { usageType: 'EBS:VolumeUsage.gp3' })],
    0,
  ],
  ['the other machine belongs to another payer', [covered('idle'), machine('busy', { account: 'other' })], 0],
  ['the other machine runs on spot', [covered('idle'), machine('busy', { pricing: 'Dynamic' })], 0],
] as const)('an idle machine under a plan is stopped: %s', async (_, lines, saved) => {
  expect((await stop('idle', lines)).net).toBeCloseTo(saved)
})

test('replayed without any measure the bill is the bill', async () => {
  const { total } = await stop('idle', [covered('idle'), machine('busy')])
  expect(total).toBeCloseTo(30 * 172)
})
