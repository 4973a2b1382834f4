import type { ReportCard, ReportsAnswer, ReportTypeChoice } from '@outlay/shared/report-answers'
import type { ReportInput } from '@outlay/shared/report-definitions'
import { expect, test } from 'vitest'
import { asType, draftOf, missingOf, newDraft, toInput } from './draft.ts'

const weekly: ReportTypeChoice = {
  ...{ type: 'weekly', title: 'Weekly', about: '', kind: 'week' },
  ...{ sections: ['days', 'changes'], offered: ['days', 'changes', 'tags'] },
}
const executive: ReportTypeChoice = { ...weekly, type: 'executive', kind: 'month', sections: ['teams'] }

const answer = {
  meta: {
    teams: [{ id: 'search', name: 'Search' }],
    types: [weekly, executive],
    channels: ['slack:#finops'],
  },
} as unknown as ReportsAnswer

const cardOf = (input: ReportInput) => ({ input }) as ReportCard

const INPUT: ReportInput = {
  ...{ name: 'Ours', type: 'weekly', team: null, filters: [], paused: false, sections: ['days'] },
  schedule: { day: 'tuesday', time: '09:30', timezone: 'Europe/Berlin' },
  send: ['slack:#finops', 'email:ada@example.com', 'slack:#search'],
}

test.each<[string, Partial<ReportInput>]>([
  ['of everything', {}],
  ['of a team', { team: 'search' }],
  ['of filters', { filters: ['service:is:Amazon S3', 'provider:is:aws'] }],
  ['without a schedule', { schedule: null }],
  ['on a day of the month', { type: 'executive', schedule: { day: 5, time: '07:00', timezone: 'UTC' } }],
  ['that rests', { paused: true, send: [] }],
])('a report %s that nobody changes stays as it is', (_name, given) => {
  const input = { ...INPUT, ...given }

  const again = toInput(draftOf(cardOf(input), answer))
  // by hand alone it keeps no time
  expect(again).toEqual(input)
})

test('a new one is weekly, of everything, with the parts of its type, and lacks a name', () => {
  const draft = newDraft(answer)

  expect(toInput(draft)).toMatchObject({
    type: 'weekly',
    team: null,
    filters: [],
    sections: ['days', 'changes'],
  })
  expect(missingOf(draft)).toBe('It needs a name.')
  expect(missingOf({ ...draft, name: 'Ours' })).toBeNull()
  expect(missingOf({ ...draft, name: 'Ours', scope: 'filters', filters: ' \n' })).toBe('It needs a filter.')
  expect(missingOf({ ...draft, name: 'Ours', sections: [] })).toBe('It needs a part.')
})

test('addresses are read as people type them', () => {
  const draft = { ...newDraft(answer), addresses: ' ada@example.com; #search,ops ' }

  expect(toInput(draft).send).toEqual(['email:ada@example.com', 'slack:#search', 'slack:#ops'])
})

test('another type brings its own parts, and a weekly one has no day of the month', () => {
  const monthly = { ...asType(newDraft(answer), executive), day: '5' }

  expect(toInput(monthly)).toMatchObject({ type: 'executive', sections: ['teams'], schedule: { day: 5 } })
  expect(toInput(asType(monthly, weekly)).schedule).toMatchObject({ day: 'monday' })
})
