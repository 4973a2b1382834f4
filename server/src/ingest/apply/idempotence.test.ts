import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptImport } from '../accept.ts'
import { parquetIn, type TestFolder, testFolder } from './harness.ts'
import type { UnitSpec } from './staged-builder.ts'

const ACCOUNTS = ['a', 'b', 'c']
const MONTHS = ['2026-05', '2026-06', '2026-07']

/** What a sequence of steps should leave: the amounts of every unit in force, and the one held beside it. */
interface Model {
  readonly current: readonly (readonly number[])[]
  readonly held: readonly number[] | null
}

type Step =
  | { readonly act: 'deliver' | 'add'; readonly unit: string; readonly amounts: readonly number[] }
  | { readonly act: 'accept'; readonly unit: string }

const unit = fc.tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...MONTHS)).map((key) => key.join(' '))
const amounts = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('deliver' as const), unit, amounts }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('add' as const), unit, amounts }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('accept' as const), unit }) },
)

const sum = (lines: readonly number[]) => lines.reduce((total, amount) => total + amount, 0)

function after(model: Model | undefined, { act, ...rest }: Step): Model | undefined {
  if (act === 'accept') return model?.held ? { current: [model.held], held: null } : model
  const lines = 'amounts' in rest ? rest.amounts : []
  if (model === undefined) return { current: [lines], held: null }
  const same = (a: readonly number[]) => JSON.stringify(a) === JSON.stringify(lines)
  if (act === 'add') {
    return model.current.some(same) ? model : { current: [...model.current, lines], held: null }
  }
  if (model.current.length === 1 && model.current.some(same)) return model
  const before = model.current.flat()
  const drops = lines.length < before.length * 0.8 || sum(lines) < sum(before) * 0.8
  return drops ? { ...model, held: lines } : { current: [lines], held: null }
}

function toUnit(key: string, lines: readonly number[]): UnitSpec {
  const [account = '', period = ''] = key.split(' ')
  return { account, period, lines: lines.map((amount) => ({ BilledCost: String(amount) })) }
}

async function run(folder: TestFolder, { act, unit: key, ...rest }: Step): Promise<void> {
  if (act !== 'accept') {
    const lines = 'amounts' in rest ? rest.amounts : []
    await folder.deliver({ units: [toUnit(key, lines)] }, { add: act === 'add' })
    return
  }
  const [account, period] = key.split(' ')
  const held = await folder.select(
    `select id from import where state = 'held' and billing_account = '${account}' and billing_period = '${period}' order by seq desc`,
  )
  if (held[0] !== undefined) await acceptImport(folder.db, String(held[0][0]), folder.options)
}

async function check(folder: TestFolder, models: ReadonlyMap<string, Model>): Promise<void> {
  const facts = await folder.select(`
    select billing_account || ' ' || strftime(billing_period, '%Y-%m'), sum(billed)::double, sum(lines)::integer
    from cost_fact group by all order by all`)
  const expected = [...models].map(([key, { current }]) => [key, sum(current.flat()), current.flat().length])
  expect(facts).toEqual(expected.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)))
  const winners = await folder.select(`
    select count(*)::integer
    from import_day join import on import.id = import_day.import_id
    where import_day.counts
    group by provider, billing_account, billing_period, day, currency`)
  expect(winners).toEqual([...models].map(() => [1]))
  const files = [...models.values()].reduce((count, { current }) => count + current.length, 0)
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(files)
}

test('whatever is delivered, again, added, held and accepted: the facts are those of the units in force', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const folder = await testFolder()
      try {
        const models = new Map<string, Model>()
        for (const next of steps) {
          await run(folder, next)
          const model = after(models.get(next.unit), next)
          if (model !== undefined) models.set(next.unit, model)
        }
        await check(folder, models)
      } finally {
        await folder.remove()
      }
    }),
    { numRuns: 12, seed: Number(process.env['OUTLAY_SEED'] ?? 20261123) },
  )
}, 90_000)
