import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileMemory, loadMemory, remember } from './memory.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'outlay-memory-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const entry = { estimated: false, collectedAt: '2026-11-23T00:00:00Z', version: 'v1' }

test('windows are remembered by source and part', async () => {
  const store = fileMemory(data)
  const memory = await loadMemory(store, 'payer')
  await remember(store, 'payer', memory, { part: 'costs', key: '2026-10', entry })
  await remember(store, 'payer', memory, { part: 'accounts', key: 'now', entry })

  expect(await loadMemory(fileMemory(data), 'payer')).toEqual({
    parts: { costs: { '2026-10': entry }, accounts: { now: entry } },
  })
  expect(await loadMemory(store, 'other')).toEqual({ parts: {} })
})

test.each(['', 'no JSON', '{"months": {}}', '{"parts": {"costs": {"2026-10": 1}}}'])(
  'a memory that cannot be read is none: %j',
  async (text) => {
    const store = fileMemory(data)
    await store.set('collector.payer', text)

    expect(await loadMemory(store, 'payer')).toEqual({ parts: {} })
  },
)
