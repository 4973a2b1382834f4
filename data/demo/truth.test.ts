import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays } from '@outlay/shared/period'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { generateDemo } from './generate.ts'
import type { DemoManifest } from './manifest.ts'
import { readBack } from './read-back.ts'

const AS_OF = '2026-11-23'

const Line = z.object({
  subAccountId: z.string().nullable(),
  service: z.string(),
  usageType: z.string().nullable(),
  resourceId: z.string().nullable(),
})
const Document = z.object({
  seed: z.int(),
  planted: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['waste', 'decoy']),
      rules: z.array(z.string()),
      source: z.string(),
      provider: z.string(),
      resourceIds: z.array(z.string()),
      lines: z.array(Line),
      currency: z.string(),
      monthlyCost: z.string(),
      monthlySaving: z.string(),
      needs: z.array(z.enum(['metrics', 'inventory'])),
      tempts: z.array(z.string()),
      why: z.string().min(1),
    }),
  ),
  commitments: z.array(z.object({ rule: z.string(), source: z.string(), monthlySaving: z.string() })),
  anomalies: z.array(
    z.object({
      id: z.string(),
      shape: z.enum(['spike', 'shift', 'drift', 'drop', 'new-service', 'mix']),
      scope: z.object({ source: z.string(), subAccountId: z.string(), lines: z.array(Line).min(1) }),
      firstDay: z.string(),
      lastDay: z.string().nullable(),
      impact: z.string(),
      cause: z.string().min(1),
    }),
  ),
})

interface Company {
  readonly folder: string
  readonly manifest: DemoManifest
  readonly truth: z.infer<typeof Document>
  readonly bill: DuckDBConnection
}

let root: string
let story: Company
let other: Company

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-truth-'))
  story = await make(1, true)
  other = await make(7, false)
}, 600_000)

afterAll(() => {
  story.bill.closeSync()
  other.bill.closeSync()
  rmSync(root, { recursive: true, force: true })
})

async function make(seed: number, withMetrics: boolean): Promise<Company> {
  const folder = join(root, `bills-${seed}`)
  const truthFile = join(root, `truth-${seed}`, 'truth.json')
  const manifest = await generateDemo({ out: folder, asOf: AS_OF, seed, withMetrics, truthFile })
  const truth = Document.parse(JSON.parse(readFileSync(truthFile, 'utf8')))
  return { folder, manifest, truth, bill: await readBack(manifest, folder) }
}

async function rows(company: Company, sql: string): Promise<Record<string, unknown>[]> {
  return (await company.bill.runAndReadAll(sql)).getRowObjectsJson()
}

const CORE =
  `SPOT-01 SPOT-02 SPOT-03 SPOT-04 SPOT-05 SPOT-06 RS-01 RS-02 RS-03 RS-04 RS-05 RS-06 RS-07 RS-08 RS-09 RS-10
  IDLE-01 IDLE-02 IDLE-03 IDLE-05 IDLE-06 IDLE-07 IDLE-08 IDLE-11 IDLE-13 ST-01 ST-02 ST-03 ST-04 ST-05 ST-06 ST-07 ST-08
  ST-09 ST-10 ST-11 ML-01 ML-02 ML-03 ML-04 ML-05 ML-06 ML-07 ML-08 ML-11 ML-15 GEN-01 GEN-02 GEN-03 SCH-01 NET-01 NET-02
  NET-03 NET-04 LOG-01 LOG-02 LOG-03 LOG-04 LIC-01 LIC-02 REG-01`.split(/\s+/)

describe.each([
  ['the story', () => story],
  ['another company', () => other],
])('what is planted in %s', (_, company) => {
  test('covers every family of waste on all clouds, beside enough decoys and anomalies of every shape', () => {
    const { planted, anomalies, commitments } = company().truth
    const waste = planted.filter(({ kind }) => kind === 'waste')
    const found = new Set(waste.flatMap(({ rules }) => rules))
    expect(CORE.filter((rule) => !found.has(rule))).toEqual([])
    expect(new Set(commitments.map(({ rule }) => rule))).toEqual(
      new Set(['CM-01', 'CM-04', 'CM-06', 'ML-13']),
    )
    for (const kind of ['waste', 'decoy'] as const) {
      const clouds = new Set(planted.filter((truth) => truth.kind === kind).map(({ provider }) => provider))
      expect(clouds).toEqual(new Set(['AWS', 'Microsoft', 'Google Cloud']))
    }
    expect(waste.length).toBeGreaterThanOrEqual(40)
    expect(planted.length - waste.length).toBeGreaterThanOrEqual(25)
    expect(anomalies.length).toBeGreaterThanOrEqual(20)
    expect(new Set(anomalies.map(({ shape }) => shape)).size).toBe(6)
  })

  test('saves something on waste and nothing on decoys, and never twice on one resource', () => {
    const { planted } = company().truth
    for (const { id, kind, rules, tempts, monthlySaving, monthlyCost, resourceIds, lines } of planted) {
      const covered = id.endsWith('covered-idle-vm')
      expect({ id, right: kind === 'waste' ? Number(monthlySaving) > 0 : monthlySaving === '0.00' }).toEqual({
        id,
        right: true,
      })
      expect({ id, bounded: covered || Number(monthlySaving) <= Number(monthlyCost) + 0.01 }).toEqual({
        id,
        bounded: true,
      })
      expect({ id, named: resourceIds.length + lines.length > 0 }).toEqual({ id, named: true })
      expect(
        kind === 'waste'
          ? rules.length > 0
          : tempts.length > 0 && !tempts.some((rule) => rules.includes(rule)),
      ).toBe(true)
    }
    const ids = planted.flatMap(({ resourceIds }) => resourceIds)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('names resources of the bill, whose cost is that of the last 30 days of the files', async () => {
    const { truth, manifest } = company()
    const ends = new Map(
      manifest.totals.map(({ source }) => [
        source as string,
        source === 'azure-mca' ? addDays(AS_OF, -4) : AS_OF,
      ]),
    )
    const whole = truth.planted.filter(
      ({ id, kind }) => kind === 'waste' && /idle-vm|idle-gpu-vm|idle-notebook|unused/.test(id),
    )
    expect(whole.length).toBeGreaterThan(10)
    for (const { id, source, resourceIds, monthlyCost } of whole) {
      const [row] = await rows(
        company(),
        `select coalesce(round(sum("EffectiveCost"::double), 2), 0) as cost from bill
         where source = '${source}' and "ResourceId" in (${resourceIds.map((name) => `'${name}'`).join(', ')})
           and "ChargePeriodStart" >= '${addDays(ends.get(source) ?? AS_OF, -30)}' and "ChargeCategory" = 'Usage'`,
      )
      expect({ id, cost: Number(row?.['cost']) }).toEqual({
        id,
        cost: expect.closeTo(Number(monthlyCost), 1),
      })
    }
  })

  test('has anomalies that can be seen: cost of their lines is a fifth away from the weeks before', async () => {
    for (const { id, shape, scope, firstDay, lastDay } of company().truth.anomalies) {
      if (shape === 'mix') continue
      const account = `'${scope.subAccountId}'`
      const service = scope.lines.map((line) => `'${line.service.replaceAll("'", "''")}'`).join(', ')
      const resources = scope.lines.flatMap(({ resourceId }) => resourceId ?? []).map((name) => `'${name}'`)
      const [row] = await rows(
        company(),
        `with day as (
           select "ChargePeriodStart"[:10] as day, sum("EffectiveCost"::double) as cost from bill
           where "SubAccountId" = ${account} and "ServiceName" in (${service}) and "ChargeCategory" = 'Usage'
             ${resources.length > 0 ? `and "ResourceId" in (${resources.join(', ')})` : ''}
           group by all
         )
         select
           coalesce(sum(cost) filter (day >= '${addDays(firstDay, -14)}' and day < '${firstDay}') / 14, 0) as before,
           max(cost) filter (day >= '${firstDay}' and day <= '${lastDay ?? AS_OF}') as most,
           coalesce(min(cost) filter (day >= '${firstDay}' and day <= '${lastDay ?? AS_OF}'), 0) as least
         from day`,
      )
      const before = Number(row?.['before'])
      const seen =
        shape === 'drop' ? Number(row?.['least']) < before * 0.8 : Number(row?.['most']) > before * 1.2
      expect({ id, seen }).toEqual({ id, seen: true })
    }
  })
})

test('an idle machine under a savings plan saves what it sets free for others, one with a plan of its own nothing', async () => {
  const find = (name: string) => story.truth.planted.find(({ id }) => id.endsWith(name))
  const freed = find('covered-idle-vm')
  // the plan pays 72 % of the on-demand price
  expect(Number(freed?.monthlySaving)).toBeCloseTo(Number(freed?.monthlyCost) / 0.72, 0)
  expect(find('covered-idle-vm-locked')).toMatchObject({ kind: 'decoy', monthlySaving: '0.00' })
  const [row] = await rows(
    story,
    `select count(*)::integer as others from bill where source = 'azure-mca' and "PricingCategory" = 'Standard'
       and "ChargeCategory" = 'Usage' and "ChargePeriodStart" >= '2026-10-20' and "SkuId" in (select "SkuId" from bill where "CommitmentDiscountId" like '%6c2f9a07%')`,
  )
  expect(row?.['others']).toBe(0)
})

test('nothing that an import reads tells what is planted', () => {
  expect(JSON.stringify(story.manifest)).not.toMatch(/waste|decoy|planted|truth/)
  const files = readdirSync(story.folder, { recursive: true }).map(String)
  expect(files.filter((file) => /truth/.test(file))).toEqual([])
  for (const delivery of story.manifest.deliveries) {
    expect(delivery.files.filter((file) => !existsSync(join(story.folder, file)))).toEqual([])
  }
})

test('the truth may not be written among the bills', async () => {
  const out = join(root, 'refused')
  const inside = join(out, 'side', 'truth.json')
  await expect(generateDemo({ out, asOf: AS_OF, truthFile: inside })).rejects.toThrow(
    'the truth stands apart',
  )
})

test('other companies have other names and prices, and without metrics neither metrics nor inventory', () => {
  expect(other.manifest.deliveries.map(({ kind }) => kind)).not.toContain('metrics')
  expect(other.manifest.deliveries.map(({ kind }) => kind)).not.toContain('inventory')
  const names = ({ truth }: Company) => truth.planted.flatMap(({ resourceIds }) => resourceIds)
  const known = new Set(names(story))
  const shared = names(other).filter((id) => known.has(id))
  expect(shared.length).toBeLessThan(names(other).length / 5)
  const savings = ({ truth }: Company) => new Set(truth.planted.map(({ monthlySaving }) => monthlySaving))
  const same = [...savings(other)].filter((amount) => savings(story).has(amount))
  expect(same.length).toBeLessThan(savings(story).size / 5)
})
