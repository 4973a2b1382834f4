import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runHere } from './run-here.ts'
import { runOutlay, serveOutlay } from './run-outlay.ts'
import { tempFolder } from './temp-folder.ts'

const SEED = 20_261_123
/** So many are asked as a user would; the others without a process of their own. */
const AS_PROCESS = 5
const COLUMNS =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,PublisherName,InvoiceIssuerName,Tags'
const TEAMS = ['search', 'Other', 'ml, "vision"', '']
const SERVICES = ['Compute', 'Storage', 'Größe & Co']
const CATEGORIES = ['Usage', 'Usage', 'Usage', 'Tax', 'Credit']

/** 400 lines in two currencies, with a team named Other, untagged lines, quotes and commas. */
function bill(): string {
  const lines = Array.from({ length: 400 }, (_, index) => {
    const [currency, account] = index % 4 === 0 ? ['EUR', 'eu'] : ['USD', 'us']
    const team = TEAMS[index % TEAMS.length] ?? ''
    const tags = team === '' ? '{}' : JSON.stringify({ Team: team })
    const day = `2026-07-${String(1 + (index % 28)).padStart(2, '0')}`
    const cost = `${index % 7 === 0 ? '-' : ''}${index}.${String(index * 7919).padStart(13, '0')}`
    const cells = [cost, `${index}.1`, `${index}.2`, `${index}.3`, account, currency]
    const days = ['2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z', `${day}T00:00:00Z`, `${day}T01:00:00Z`]
    const what = [CATEGORIES[index % 5], SERVICES[index % 3], 'Compute', 'AWS', 'AWS', 'AWS']
    return [...cells, ...days, ...what, `"${tags.replaceAll('"', '""')}"`].join(',')
  })
  const path = join(tempFolder(), 'bill.csv')
  writeFileSync(path, [COLUMNS, ...lines, ''].join('\n'))
  return path
}

const question = fc.record({
  granularity: fc.constantFrom('daily', 'weekly', 'monthly', 'total'),
  'group-by': fc.constantFrom('', 'service', 'team', 'tag:team', 'service,team', 'chargeCategory'),
  metric: fc.constantFrom('effective', 'billed', 'contracted', 'list'),
  charges: fc.constantFrom('cost', 'usage', 'all'),
  currency: fc.constantFrom('USD', 'EUR'),
  filter: fc.constantFrom(
    '',
    'tag:team:absent',
    'team:is:Other',
    'team:not:Other',
    'service:contains:größe',
    'team:is:ml, "vision"',
  ),
  top: fc.constantFrom('', '1', '2'),
})

test('command line, API and export agree to the last digit on fifty questions', async () => {
  const data = tempFolder()
  expect((await runOutlay(['import', bill(), '--data-dir', data])).code).toBe(0)
  const server = await serveOutlay(['--data-dir', data])

  for (const [index, asked] of fc.sample(question, { numRuns: 50, seed: SEED }).entries()) {
    const given = Object.entries(asked).filter(([, value]) => value !== '')
    const params = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name === 'group-by' ? 'groupBy' : name, value]),
    )
    const flags = given.flatMap(([name, value]) => [`--${name}`, value])
    const run = index < AS_PROCESS ? runOutlay : runHere
    const ran = await run(['costs', ...flags, '--data-dir', data, '--json'])
    const answer = (await (await fetch(`${server.url}/api/v1/costs?${params}`)).json()) as CostsAnswer
    const csv = await (await fetch(`${server.url}/api/v1/costs/export?format=csv&${params}`)).text()

    expect(ran.json(), `${params}`).toEqual(answer)
    expect(addAmounts(answer.data.map((row) => row.cost)), `${params}`).toBe(answer.meta.total)
    expect(addAmounts(costColumn(csv)), `${params}`).toBe(answer.meta.total)
  }

  expect(await server.stop()).toBe(0)
})

/** The last number of each line of the export: quoted cells before it may hold commas. */
function costColumn(csv: string): string[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const fromEnd = header.split(',').length - header.split(',').indexOf('cost')
  return lines.map((line) => line.split(',').at(-fromEnd) ?? '')
}
