import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fault, monthsPart, type RunKit, runKit, testCollector } from './run-kit.ts'
import type { RunReport } from './run-report.ts'
import { snapshot } from './windows.ts'

let kit: RunKit
beforeEach(() => {
  kit = runKit()
})
afterEach(() => kit.remove())

const states = ({ windows }: RunReport) =>
  windows.map(({ part, window, state }) => `${part} ${window} ${state}`)
const side = monthsPart({ id: 'advice', kind: 'findings', windows: snapshot() })

test('a window with a version is read only when the vendor holds another one', async () => {
  let version = 'run-1'
  const part = monthsPart({
    windows: () => [{ key: '2026-01', since: '2026-01-01', until: '2026-02-01', version }],
  })
  const first = await kit.run(testCollector(part))
  const second = await kit.run(testCollector(part))
  version = 'run-2'
  const third = await kit.run(testCollector(part))

  expect([first, second, third].map(({ windows }) => windows.length)).toEqual([1, 0, 1])
})

test('whole files are handed over as they are, in the format that the collector names', async () => {
  const part = monthsPart({ windows: snapshot() }, (context) => {
    const path = join(context.folder, 'export-00001.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    context.file(path)
    return { estimated: false, format: 'focus' }
  })
  await kit.run(testCollector(part))

  expect(kit.handed[0]).toMatchObject({
    request: { format: 'focus' },
    files: { 'export-00001.csv': 'a,b\n1,2\n' },
  })
})

test('a download that came whole before the run was killed need not come again', async () => {
  let downloads = 0
  const download = (context: { folder: string }) => {
    const path = join(context.folder, 'export-v1.csv')
    if (existsSync(path)) return path
    downloads += 1
    writeFileSync(path, 'a\n1\n')
    return path
  }
  let broken = true
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.file(download(context))
    if (broken) fault('upstream')
    return { estimated: false }
  })
  await kit.run(testCollector(part))
  broken = false
  const report = await kit.run(testCollector(part))

  expect(states(report)).toEqual(['costs now published'])
  expect(downloads).toBe(1)
  expect(kit.leftovers()).toEqual([])
})

test('a file outside of the window is refused', async () => {
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.file('/etc/hostname')
    return { estimated: false }
  })

  expect(states(await kit.run(testCollector(part)))).toEqual(['costs now failed'])
})

test('the rows of a side part replace what the same part and window told before', async () => {
  await kit.run(testCollector(side))

  expect(kit.handed[0]?.request).toMatchObject({ kind: 'findings', slice: 'advice/now', format: null })
})

test('a side part that has nothing to tell takes back what it told; a bill without lines takes nothing back', async () => {
  const nothing = () => ({ estimated: false })
  const advice = monthsPart({ id: 'advice', kind: 'findings', windows: snapshot() }, nothing)
  const report = await kit.run(testCollector(monthsPart({ windows: snapshot() }, nothing), advice))

  expect(states(report)).toEqual(['costs now empty', 'advice now empty'])
  expect(kit.withdrawn).toEqual(['advice/now'])
})

test('the same rows in another order are the same bytes', async () => {
  const rows = [{ n: '1' }, { n: '2' }, { n: '10' }]
  for (const order of [rows, rows.toReversed()]) {
    const part = monthsPart({}, (context) => {
      for (const row of order) context.page([row])
      return { estimated: false }
    })
    await kit.run(testCollector(part), { since: '2026-11-01' })
  }

  expect(kit.handed[1]?.files).toEqual(kit.handed[0]?.files)
})

test('a window with more or fewer rows than the vendor counted is not published', async () => {
  const dropped: string[] = []
  const counts = [2, 1]
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.page([{ day: context.window.since, cost: '1.5' }])
    return { estimated: false, rows: counts.shift() ?? 0 }
  })
  const first = await kit.run(testCollector(part), {}, { drop: ({ id }) => dropped.push(id) })
  const second = await kit.run(testCollector(part))

  expect(states(first)).toEqual(['costs now failed'])
  expect(first.failure?.message).toMatch(/1 rows came, the manifest says 2; nothing of this window/)
  expect(dropped).toEqual(['import-1'])
  expect(states(second)).toEqual(['costs now published'])
})
