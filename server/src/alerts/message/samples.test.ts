import { expect, test } from 'vitest'
import { messageSamples } from './samples.ts'
import { slackFaults } from './slack-limits.ts'

test.each([['https://outlay.example'], [null]])(
  'every kind of message has an example that Slack takes (%s)',
  (publicUrl) => {
    const samples = messageSamples(publicUrl)

    expect(samples.map(({ id }) => id)).toEqual([
      'forecast',
      'part',
      'over',
      'spike',
      'acknowledged',
      'resolved',
      'anomaly',
      'late',
      'bundle',
    ])
    for (const { slack } of samples) expect(slackFaults(slack)).toEqual([])
  },
)

test('only what is critical mentions the owner in its example', () => {
  const mentioning = messageSamples(null).filter(({ slack }) => JSON.stringify(slack).includes('<@U0OWNER1>'))

  expect(mentioning.map(({ id }) => id)).toEqual(['over'])
})
