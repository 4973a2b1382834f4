import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { BudgetBody } from '../alerts/budgets/budget.ts'
import { insertBudget } from '../alerts/budgets/budget-store.ts'
import { readBudgets } from '../alerts/budgets/read-budgets.ts'
import { loadConfig } from '../config.ts'
import { openDb } from '../db/open.ts'
import { silentLogger } from '../log.ts'
import type { CommandContext } from './command.ts'
import { importCommand } from './import.ts'

let context: CommandContext
let printed: string

const PLAN = 'period,amount\n2026-10,1000\n2026-11,35000.50\n'

beforeAll(async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'outlay-plans-'))
  writeFileSync(
    join(cwd, 'outlay.config.yaml'),
    'budgets: [{ id: company, name: Whole company, amount: 10, currency: USD }]',
  )
  context = {
    ...{ dataDir: join(cwd, 'data'), cwd, json: false, log: silentLogger, env: { USER: 'ada' } },
    config: loadConfig({ env: {}, cwd }),
    clock: () => new Date('2026-11-23T12:00:00Z'),
    print: (text) => {
      printed += text
    },
    progress: () => undefined,
  }
  mkdirSync(context.dataDir)
  const db = await openDb(context.dataDir)
  await db.writer.withTransaction(async (connection) => {
    for (const id of ['search', 'ads']) {
      const input = BudgetBody.parse({ name: `Team ${id}`, team: id, amount: '5', currency: 'EUR' })
      const kept = { id, source: 'app', input, plan: [] } as const
      await insertBudget(connection, kept, { actor: 'bo', now: '2026-01-01T00:00:00Z' })
    }
  })
  await db.close()
})

beforeEach(() => {
  printed = ''
  for (const name of ['search', 'ads', 'company', 'other'])
    writeFileSync(join(context.cwd, `${name}.csv`), PLAN)
})

afterAll(() => rmSync(context.cwd, { recursive: true, force: true }))

async function plans(): Promise<Record<string, number>> {
  const db = await openDb(context.dataDir)
  const connection = await db.connect()
  const budgets = await readBudgets(connection, context.config, 'USD')
  connection.closeSync()
  await db.close()
  return Object.fromEntries(budgets.map(({ id, plan }) => [id, plan.length]))
}

const run = (args: readonly string[], flags = {}) =>
  importCommand.run(context, { kind: 'plan', ...flags }, args)

test('a dry run says what would change and keeps nothing', async () => {
  expect(await run(['search.csv'], { 'dry-run': true })).toBe(0)

  expect(printed).toBe(
    'search.csv → Team search (search): 2 periods, 36000.5 EUR in all; 2 new. 2026-11: 35000.5 EUR. Nothing is kept.',
  )
  expect(await plans()).toMatchObject({ search: 0 })
})

test.each([
  [
    'a line that is no amount',
    'period,amount\n2026-11,1\n2026-12,x\n',
    {},
    65,
    /^ads\.csv, line 3: "x" is no amount/,
  ],
  [
    'a budget that is not there',
    PLAN,
    { budget: 'nobody' },
    66,
    /^ads\.csv: there is no budget "nobody".*company, ads, search\.$/,
  ],
  ['a budget of the configuration', PLAN, { budget: 'company' }, 1, /^ads\.csv: .*outlay\.config\.yaml/],
  ['a flag of bills', PLAN, { replace: true }, 2, /^--replace is for bills/],
])('%s is refused and changes nothing', async (_, csv, flags, exitCode, message) => {
  writeFileSync(join(context.cwd, 'ads.csv'), csv)

  await expect(run(['ads.csv'], flags)).rejects.toMatchObject({
    exitCode,
    message: expect.stringMatching(message),
  })
  expect(await plans()).toEqual({ company: 0, search: 0, ads: 0 })
})

test('one bad file of several keeps none of them', async () => {
  writeFileSync(join(context.cwd, 'ads.csv'), 'period\n')

  await expect(run(['ads.csv', 'search.csv'])).rejects.toMatchObject({ exitCode: 65 })

  expect(await plans()).toMatchObject({ search: 0 })
})

test('each file is the plan of the budget that it is named after, and the next one says what it changes', async () => {
  await run(['ads.csv', 'search.csv'])
  expect(await plans()).toEqual({ company: 0, search: 2, ads: 2 })
  writeFileSync(join(context.cwd, 'other.csv'), 'period,amount\n2026-11,1\n2026-12,2\n')
  printed = ''

  expect(await run(['other.csv'], { budget: 'search' })).toBe(0)

  expect(printed).toContain('2 periods, 3 EUR in all; 1 new, 1 changed, 1 removed. 2026-11: 1 EUR.')
})
