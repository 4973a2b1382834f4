import { expect, test } from 'vitest'
import { isFromSlack, slackSignature } from './slack-signature.ts'

/** Secret, body and signature as in the documentation of Slack. */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
const TIMESTAMP = '1531420618'
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
const NOW = new Date(Number(TIMESTAMP) * 1000)

test('signs as Slack documents it', () => {
  expect(slackSignature(SECRET, TIMESTAMP, BODY)).toBe(SIGNATURE)
})

test.each([
  ['what Slack signed', {}, NOW, true],
  ['another body', { body: `${BODY}x` }, NOW, false],
  ['another signature', { signature: SIGNATURE.replace('a', 'b') }, NOW, false],
  ['no signature', { signature: undefined }, NOW, false],
  ['a timestamp that is none', { timestamp: 'now' }, NOW, false],
  ['what is five minutes old', {}, new Date(NOW.getTime() + 300_000), true],
  ['what is older', {}, new Date(NOW.getTime() + 301_000), false],
  ['what comes from the future', {}, new Date(NOW.getTime() - 301_000), false],
])('accepts or refuses %s', (_, given, now, accepted) => {
  const request = { body: BODY, timestamp: TIMESTAMP, signature: SIGNATURE, ...given }

  expect(isFromSlack(request, SECRET, now)).toBe(accepted)
})
