import { expect, test, vi } from 'vitest'
import { COMMANDS, type CommandContext, matchKey } from './commands.ts'
import { createKeyReader } from './use-shortcuts.ts'
import { DEFAULT_VIEW } from './view.ts'

const context = () =>
  ({
    view: DEFAULT_VIEW,
    now: { today: '2026-11-23', dataThrough: '2026-11-21' },
    setView: vi.fn(),
    goTo: vi.fn(),
    openPalette: vi.fn(),
    openHelp: vi.fn(),
    copyLink: vi.fn(),
  }) satisfies CommandContext

test('no two commands share a key or an id', () => {
  expect(new Set(COMMANDS.map(({ keys }) => keys)).size).toBe(COMMANDS.length)
  expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length)
})

test('no key begins a sequence and is a command of its own', () => {
  const starts = COMMANDS.filter(({ keys }) => keys.includes(' ')).map(({ keys }) => keys.split(' ')[0])

  expect(COMMANDS.filter(({ keys }) => starts.includes(keys))).toEqual([])
})

test('g then e goes to the Explorer, also with Caps Lock', () => {
  expect(matchKey(null, 'g')).toBe('pending')
  expect(matchKey('g', 'E')).toMatchObject({ id: 'explore' })
})

test('a sequence is forgotten when the second key comes late', () => {
  const read = createKeyReader()

  expect(read({ key: 'g', timeStamp: 0 })).toBeNull()
  expect(read({ key: 'd', timeStamp: 5_000 })).toBeNull()
  read({ key: 'g', timeStamp: 6_000 })
  expect(read({ key: 'd', timeStamp: 6_500 })).toMatchObject({ id: 'sources' })
})

test.each([
  { key: 'm', patch: { period: 'mtd' } },
  { key: '[', patch: { period: '2026-10' } },
  { key: 'v', patch: { compare: 'none' } },
  { key: 't', patch: { chart: 'table' } },
])('$key changes the view', ({ key, patch }) => {
  const given = context()
  const command = matchKey(null, key)

  if (command !== null && command !== 'pending') command.run(given)

  expect(given.setView).toHaveBeenCalledWith(patch)
})

test('the period after the current month does nothing', () => {
  const given = context()
  const command = matchKey(null, ']')

  if (command !== null && command !== 'pending') command.run(given)

  expect(given.setView).not.toHaveBeenCalled()
})
