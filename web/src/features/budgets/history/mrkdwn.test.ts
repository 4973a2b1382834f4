import { expect, test } from 'vitest'
import { readMrkdwn } from './mrkdwn.ts'

test.each([
  ['plain text', 'a b', [{ kind: 'text', text: 'a b' }]],
  [
    'strong',
    'is *strong* now',
    [
      { kind: 'text', text: 'is ' },
      { kind: 'strong', text: 'strong' },
      { kind: 'text', text: ' now' },
    ],
  ],
  [
    'a link with escapes',
    '1. <https://a.example/?a=1&amp;b|A &amp; B>',
    [
      { kind: 'text', text: '1. ' },
      { kind: 'link', text: 'A & B' },
    ],
  ],
  [
    'a mention of a member',
    '<@U0OWNER1> · Ada',
    [
      { kind: 'link', text: '@U0OWNER1' },
      { kind: 'text', text: ' · Ada' },
    ],
  ],
  ['an escaped mention', '&lt;!channel&gt;', [{ kind: 'text', text: '<!channel>' }]],
])('reads %s', (_, text, spans) => {
  expect(readMrkdwn(text)).toEqual(spans)
})
