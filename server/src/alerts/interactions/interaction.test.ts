import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AlertsBed, openAlertsBed } from '../test-kit.ts'
import { interact } from './interaction.ts'

let bed: AlertsBed

beforeAll(async () => {
  bed = await openAlertsBed([])
})

afterAll(() => bed.close())

beforeEach(() =>
  bed.db.writer.withTransaction(async (connection) => {
    await connection.run('delete from alert; delete from outbox; delete from anomaly')
    await connection.run(
      `insert into anomaly by name select 'a' as id, 'f' as fingerprint, 'service' as scope, 'aws' as provider,
         'EC2' as service, 'spike' as kind, 'active' as state, date '2026-11-10' as started_on,
         date '2026-11-10' as last_day, date '2026-11-10' as detected_on, 1 as days, 'USD' as currency, 1 as expected,
         90 as actual, 89 as excess_per_day, 89 as excess, 0 as month_end_impact, 0.9 as confidence, '[]' as causes,
         timestamp '2026-11-12' as created_at, timestamp '2026-11-12' as updated_at`,
    )
    const texts = { title: 'A', sentence: 'A.', headline: 'h', footer: 'f', open: { label: 'o', url: null } }
    const message = { kind: 'anomaly', severity: 'warning', ...texts, lines: [], fields: [], fixes: [] }
    await connection.run(
      `insert into alert by name select 'alt_1' as id, 'f' as fingerprint, 'anomaly' as kind, 'a' as entity,
         'spike' as rule, '' as period, 'warning' as severity, $message as message, 'open' as state,
         timestamp '2026-11-12' as created_at, timestamp '2026-11-12' as updated_at`,
      { message: JSON.stringify(message) },
    )
    await connection.run(
      `insert into outbox by name select 'out_1' as id, 'alt_1' as alert_id, 'slack:#ml' as channel, 'post' as action,
         'sent' as state, 1 as attempts, timestamp '2026-11-12' as created_at`,
    )
  }),
)

async function press(action_id: string, value: string): Promise<void> {
  const action = action_id === 'classify' ? { action_id, selected_option: { value } } : { action_id, value }
  await bed.db.writer.withTransaction((connection) =>
    interact(
      connection,
      { type: 'block_actions', user: { id: 'U1', name: 'ada' }, actions: [action] },
      bed.now,
    ),
  )
}

const alert = async () => (await bed.rows('select state, reason, actor from alert'))[0]
const told = () => bed.rows(`select action, payload from outbox where state = 'queued' order by action`)

test('an anomaly that is classified away closes its alert at once and says so in its thread', async () => {
  await press('classify', 'alt_1:planned')

  expect(await alert()).toMatchObject({ state: 'resolved', reason: 'Classified: planned.' })
  expect(await told()).toEqual([
    { action: 'reply', payload: 'Classified: planned.' },
    { action: 'update', payload: 'Classified: planned.' },
  ])
})

test.each([
  ['a real problem', 'classify', 'alt_1:real', 'open'],
  ['a class that there is not', 'classify', 'alt_1:other', 'open'],
  ['an alert that there is not', 'classify', 'alt_9:planned', 'open'],
  ['a button that opens a page', 'open', 'alt_1', 'open'],
  ['an acknowledgement', 'ack', 'alt_1', 'acknowledged'],
  ['a snooze', 'snooze_3d', 'alt_1', 'snoozed'],
])('what is pressed does what it says: %s', async (_, action, value, state) => {
  await press(action, value)

  expect(await alert()).toMatchObject({ state })
})
