import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerAlert } from '../read-alerts-answer.ts'
import { type AlertsBed, dailyFacts, openAlertsBed } from '../test-kit.ts'

/** A message made of the bill, the configuration and the recommendations, as Slack gets it. */
let bed: AlertsBed

const CONFIG = `
publicUrl: https://outlay.example
teams: [{ id: ml, name: "ML <!channel>", owner: "Ada <!here>", ownerSlack: U0OWNER1, match: ["service:is:EC2"] }]
budgets: [{ id: ml, name: "ML <!everyone> *now*", team: ml, amount: 3000 }]
`

beforeAll(async () => {
  const more = { team: 'ml', resource: 'i-1' }
  bed = await openAlertsBed(
    [
      ...dailyFacts('2026-10-01', '2026-11-01', '50', more),
      ...dailyFacts('2026-11-01', '2026-11-21', '160', { ...more, service: '<!channel>' }),
    ],
    CONFIG,
  )
  await bed.db.writer.withTransaction(async (connection) => {
    for (const [id, counted, resource] of [
      ['third', 5, 'i-1'],
      ['best', 390, 'i-1'],
      ['second', 220, 'i-1'],
      ['of-others', 999, 'i-9'],
    ] as const) {
      await connection.run(
        `insert into recommendation by name select $id as id, 'R' as rule, $body as body, 'aws' as provider,
           '1' as billing_account, 'P' as grade, 'USD' as currency, $counted::double as counted,
           [$resource] as resource_ids, 'open' as status, date '2026-11-01' as first_seen,
           date '2026-11-21' as last_seen, timestamp '2026-11-21' as updated_at`,
        { id, counted, resource, body: JSON.stringify({ title: `Stop ${id} <!channel>` }) },
      )
    }
  })
  await bed.alerting().tick()
})

afterAll(() => bed.close())

test('names the cause, the owner and the two best fixes, and mentions nobody whom a name names', async () => {
  const [row] = await bed.rows(`select id from alert where rule = 'actual-100' and state = 'open'`)
  const connection = await bed.db.connect()
  const { data, slack } = await answerAlert(connection, String(row?.['id']))
  connection.closeSync()
  const mrkdwn = slack.blocks.flatMap((block) => {
    if (block.type === 'context') return block.elements
    if (block.type !== 'section') return []
    return 'text' in block ? [block.text] : block.fields
  })
  const said = [slack.text, ...mrkdwn.map(({ text }) => text)].join('\n')

  expect(data.message.fixes).toMatchObject([
    { text: 'Stop best <!channel>', saving: '$390.00 a month' },
    { text: 'Stop second <!channel>', saving: '$220.00 a month' },
  ])
  expect(said).toContain('*Main cause*\n&lt;!channel&gt; · ▲')
  expect(said).toContain('*Owner*\n<@U0OWNER1> · Ada &lt;!here&gt; · team ML &lt;!channel&gt;')
  expect(said).toContain(
    '1. <https://outlay.example/recommendations?sel=best|Stop best &lt;!channel&gt;>, saves *$390.00 a month*',
  )
  expect(said.match(/<[^h][^>]*>/g)).toEqual(['<@U0OWNER1>'])
})
