import type { AlertMessage } from '@outlay/shared/alerts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEmail } from './email-message.ts'
import { slackFaults } from './slack-limits.ts'
import { toPlainSlack, toSlackBundle, toSlackMessage } from './slack-message.ts'

const MESSAGE: AlertMessage = {
  kind: 'budget',
  severity: 'warning',
  title: 'Budget at risk: ML <!channel>',
  sentence: 'Budget at risk: ML <!channel> & co.',
  headline: 'Forecast $41.4K of $35.0K',
  lines: ['Left: $0.7K a day'],
  fields: [{ label: 'Owner', value: '<@U1>' }],
  fixes: [{ text: 'Stop | idle', saving: '$3.9K a month', url: 'https://outlay.example/r?a=1&b=2' }],
  open: { label: 'Open budget', url: 'https://outlay.example/budgets' },
  footer: 'Data through 21 Nov 2026',
}
const OPTIONS = { alertId: 'alt_1', state: 'open', stateNote: null, acting: true, version: 1 } as const

const nasty = fc.oneof(
  fc.string({ maxLength: 5000, unit: 'grapheme' }),
  fc.constantFrom(
    '<!channel>',
    '*bold*',
    '\u202eesrever',
    '🙂'.repeat(2000),
    '<https://evil.example|x>',
    '&',
    '',
  ),
)
const messages = fc.record({
  kind: fc.constantFrom('budget', 'anomaly', 'data_late', 'test'),
  severity: fc.constantFrom('info', 'warning', 'critical'),
  title: nasty.map((text) => `T${text}`),
  sentence: nasty.map((text) => `S${text}`),
  headline: nasty.map((text) => `H${text}`),
  lines: fc.array(nasty, { maxLength: 40 }),
  fields: fc.array(fc.record({ label: nasty, value: nasty }), { maxLength: 20 }),
  fixes: fc.array(
    fc.record({
      text: nasty,
      saving: fc.constant('$-1.00'),
      url: fc.constantFrom(null, 'https://a.example'),
    }),
    {
      maxLength: 20,
    },
  ),
  open: fc.record({ label: fc.constant('Open'), url: fc.constantFrom(null, 'https://a.example') }),
  footer: nasty,
})

describe('a Slack message', () => {
  test('keeps every limit and lets no name mention or link, whatever it holds', () => {
    fc.assert(
      fc.property(messages, fc.boolean(), (message, acting) => {
        const slack = toSlackMessage(message, { ...OPTIONS, acting })
        const mrkdwn = slack.blocks.flatMap((block) =>
          block.type === 'section' && 'text' in block ? [block.text.text] : [],
        )

        expect(slackFaults(slack)).toEqual([])
        expect(
          slackFaults(
            toSlackBundle(
              Array.from({ length: 60 }, () => message),
              null,
            ),
          ),
        ).toEqual([])
        expect(toPlainSlack(message).text.length).toBeLessThanOrEqual(3000)
        for (const text of mrkdwn) expect(text).not.toMatch(/<(?!https:\/\/a\.example\|)/)
      }),
      { numRuns: 60 },
    )
  })

  test('has buttons that act only where they can, and none once it is over', () => {
    const actions = (given: Partial<Parameters<typeof toSlackMessage>[1]>) =>
      toSlackMessage(MESSAGE, { ...OPTIONS, ...given }).blocks.flatMap((block) =>
        block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : [],
      )

    expect(actions({})).toEqual(['open', 'ack', 'snooze_3d'])
    expect(actions({ acting: false })).toEqual(['open'])
    expect(actions({ state: 'resolved' })).toEqual(['open'])
    expect(actions({ state: 'acknowledged' })).toEqual(['open'])
  })

  test.each([
    ['a critical one', { severity: 'critical' as const }, 'open' as const, '<@U0OWNER1> · &lt;@U1&gt;'],
    ['one that is not critical', {}, 'open' as const, '&lt;@U1&gt;'],
    ['one that is over', { severity: 'critical' as const }, 'resolved' as const, '&lt;@U1&gt;'],
  ])('mentions the owner and nobody else: %s', (_, given, state, said) => {
    const message = { ...MESSAGE, ...given, mention: 'U0OWNER1' }
    const slack = toSlackMessage(message, { ...OPTIONS, state })
    const fields = slack.blocks.flatMap((block) =>
      block.type === 'section' && 'fields' in block ? block.fields : [],
    )

    expect(fields.map(({ text }) => text)).toEqual([`*Owner*\n${said}`])
    const mrkdwn = slack.blocks.flatMap((block) =>
      block.type === 'section' && 'text' in block ? [block.text.text] : [],
    )
    expect([slack.text, ...mrkdwn].join(' ')).not.toMatch(/<[!@#]/)
  })

  test('names the two best fixes with what each saves', () => {
    const fixes = [
      { text: 'Stop | idle', saving: '$3.9K a month', url: 'https://outlay.example/r?a=1&b=2' },
      { text: 'Spot <!here>', saving: '$2.2K a month', url: null },
    ]
    const text = JSON.stringify(toSlackMessage({ ...MESSAGE, fixes }, OPTIONS).blocks)

    expect(text).toContain('1. <https://outlay.example/r?a=1&b=2|Stop ¦ idle>, saves *$3.9K a month*')
    expect(text).toContain('2. Spot &lt;!here&gt;, saves *$2.2K a month*')
  })

  test('says in its header that it is over', () => {
    const [header] = toSlackMessage(MESSAGE, { ...OPTIONS, state: 'resolved' }).blocks

    expect(header).toMatchObject({ text: { text: '✅ Resolved: Budget at risk: ML <!channel>' } })
  })

  test.each([
    [
      'a block too many',
      Array.from({ length: 51 }, () => ({ type: 'divider' as const })),
      'blocks: 51 of at most 50',
    ],
    [
      'a long header',
      [{ type: 'header' as const, text: { type: 'plain_text' as const, text: 'x'.repeat(151) } }],
      'blocks[0].text: 151 of at most 150',
    ],
    [
      'an empty text',
      [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '' } }],
      'blocks[0]: empty text',
    ],
    [
      'too much in all',
      Array.from({ length: 4 }, () => ({
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text: 'x'.repeat(2900) },
      })),
      'text of all blocks: 11600 of at most 10000',
    ],
  ])('the validator finds %s', (_, blocks, fault) => {
    expect(slackFaults({ text: 'a', blocks })).toEqual([fault])
  })
})

test('a mail escapes names and keeps its subject on one line', () => {
  const mail = toEmail({ ...MESSAGE, title: 'a\r\nBcc: x@example.com <b>' }, null, null)

  expect(mail.subject).toBe('a Bcc: x@example.com <b>')
  expect(mail.html).toContain('&lt;b&gt;')
  expect(mail.html).not.toContain('<b>')
  expect(mail.text).toContain('1. Stop | idle, saves $3.9K a month')
})
