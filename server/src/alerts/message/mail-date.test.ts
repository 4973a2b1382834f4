import { expect, test } from 'vitest'
import { mailDate } from './mail-date.ts'

test.each([
  ['UTC', '2026-11-23T10:00:05Z', 'Mon, 23 Nov 2026 10:00:05 +0000'],
  ['Europe/Berlin', '2026-11-23T10:00:00Z', 'Mon, 23 Nov 2026 11:00:00 +0100'],
  ['Europe/Berlin', '2026-10-25T00:30:00Z', 'Sun, 25 Oct 2026 02:30:00 +0200'],
  ['Europe/Berlin', '2026-10-25T01:30:00Z', 'Sun, 25 Oct 2026 02:30:00 +0100'],
  ['Europe/Berlin', '2026-12-31T23:30:00.900Z', 'Fri, 01 Jan 2027 00:30:00 +0100'],
  ['America/New_York', '2028-02-29T03:00:00Z', 'Mon, 28 Feb 2028 22:00:00 -0500'],
  ['Asia/Kolkata', '2028-02-29T00:00:00Z', 'Tue, 29 Feb 2028 05:30:00 +0530'],
  ['America/St_Johns', '2026-07-01T00:00:00Z', 'Tue, 30 Jun 2026 21:30:00 -0230'],
])('the clock of %s shows %s as %s', (timezone, now, shown) => {
  expect(mailDate(new Date(now), timezone)).toBe(shown)
  expect(Date.parse(shown)).toBe(Math.floor(Date.parse(now) / 1000) * 1000)
})
