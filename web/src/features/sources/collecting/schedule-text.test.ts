import { expect, test } from 'vitest'
import { scheduleText } from './schedule-text.ts'

test.each([
  [null, 'By hand only'],
  ['17 5 * * *', 'Every day at 05:17 UTC'],
  ['0 20 * * 1', 'Every Monday at 20:00 UTC'],
  ['5 * * * *', 'Every hour at minute 5'],
  ['0 */6 * * *', 'Every 6 hours at minute 0'],
  ['0 5 1 * *', '0 5 1 * * (cron, UTC)'],
  ['0 5 * * 1-5', '0 5 * * 1-5 (cron, UTC)'],
])('the schedule %s is told as %s', (schedule, text) => {
  expect(scheduleText(schedule)).toBe(text)
})
