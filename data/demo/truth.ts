import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { sourceOf } from './company.ts'
import { accountOf, type Fleet } from './fleet/fleet.ts'
import { SERVICES } from './services.ts'
import { ANOMALY_IMPACT, TRUTH_COST, TRUTH_SAVING } from './sql/truth.ts'
import { asPlanted, commitmentTruth } from './truth-commitments.ts'
import type { Anomaly, Series, Truth } from './types.ts'

const NOTE =
  'Savings are those of the last 30 days of data, in the currency of the bill: effective cost of the lines as billed, less the same lines as they would have been billed without the waste (part that is kept × cost, hours that are kept, what the new arrangement costs). Lines under a commitment save what their freed hours pay of the named on-demand lines in the same hour, else 0. The first rule is the best answer, the others are right too; their savings do not add. `commitments` are the best sizes for the demand that is left when the first remedy of every waste has been applied.'

const Amount = z.object({ truth: z.int(), remedy: z.int(), amount: z.number() })

/** Writes what is planted, with money on it, as JSON. It is for scoring alone: no delivery names it. */
export async function writeTruth(connection: DuckDBConnection, fleet: Fleet, file: string): Promise<void> {
  const { calendar } = fleet
  const costs = await amounts(connection, TRUTH_COST, changesOf(fleet))
  const savings = await amounts(connection, TRUTH_SAVING, changesOf(fleet))
  const impacts = await amounts(connection, ANOMALY_IMPACT, anomalySeries(fleet.anomalies))
  const commitments = await commitmentTruth(connection, fleet)
  const document = {
    asOf: calendar.asOf,
    seed: calendar.seed,
    note: NOTE,
    planted: [
      ...fleet.truths.map((truth, index) => describe(fleet, truth, index, costs, savings)),
      ...commitments.map(asPlanted),
    ],
    commitments,
    anomalies: fleet.anomalies.map((anomaly, index) =>
      describeAnomaly(fleet, anomaly, impacts.get(`${index}:0`) ?? 0),
    ),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(document, null, 1)}\n`)
}

type Amounts = ReadonlyMap<string, number>

async function amounts(connection: DuckDBConnection, sql: string, rows: readonly object[]): Promise<Amounts> {
  const reader = await connection.runAndReadAll(sql, { rows: JSON.stringify(rows) })
  const found = z.array(Amount).parse(reader.getRowObjectsJson())
  return new Map(found.map(({ truth, remedy, amount }) => [`${truth}:${remedy}`, amount]))
}

function changesOf(fleet: Fleet): readonly object[] {
  return fleet.truths.flatMap(({ remedies, series }, truth) => [
    ...series.map((id) => ({ truth, remedy: -1, series: id, keep: 0, during: null, refill: false })),
    ...remedies.flatMap(({ changes, refills }, remedy) => [
      ...changes.map((change) => ({ truth, remedy, refill: false, ...change })),
      ...refills.map((id) => ({ truth, remedy, series: id, keep: 1, during: null, refill: true })),
    ]),
  ])
}

function anomalySeries(anomalies: readonly Anomaly[]): readonly object[] {
  return anomalies.flatMap(({ series, first, last }, truth) =>
    series.map((id) => ({ truth, series: id, first, last })),
  )
}

function describe(fleet: Fleet, truth: Truth, index: number, costs: Amounts, savings: Amounts) {
  const { kind, name, resourceIds, needs, why, tempts, remedies, series } = truth
  const money = remedies
    .map(({ rule, added, method }, remedy) => {
      const saved = Math.max(0, (savings.get(`${index}:${remedy}`) ?? 0) - added)
      return { rule, monthlySaving: saved.toFixed(2), method }
    })
    .sort((a, b) => Number(b.monthlySaving) - Number(a.monthlySaving))
  return {
    id: `${kind}-${`${index + 1}`.padStart(3, '0')}-${name}`,
    kind,
    rules: money.map(({ rule }) => rule),
    ...placeOf(truth),
    resourceIds,
    lines: resourceIds.length > 0 ? [] : linesOf(fleet, series),
    monthlyCost: (costs.get(`${index}:-1`) ?? 0).toFixed(2),
    // what a decoy tempts to saves nothing; other answers may be right about it all the same
    monthlySaving: kind === 'waste' ? (money[0]?.monthlySaving ?? '0.00') : '0.00',
    savings: money,
    needs,
    tempts,
    why,
  }
}

function placeOf({ source, account }: Pick<Series, 'source' | 'account'>) {
  const { provider, currency, billingAccountId } = sourceOf(source)
  return { source, provider, billingAccountId, subAccountId: accountOf(account).id, currency }
}

/** How a bill names lines that belong to no resource. */
function linesOf(fleet: Fleet, ids: readonly number[]) {
  return ids.map((id) => {
    const series = fleet.series[id - 1]
    if (series === undefined) throw new Error(`no demo series ${id}`)
    const { account, service, region, usageType, meter, resourceId } = series
    return {
      subAccountId: accountOf(account).id,
      service: SERVICES[service]?.[0] ?? service,
      region,
      usageType: usageType ?? meter,
      meter,
      resourceId,
    }
  })
}

function describeAnomaly(fleet: Fleet, { name, shape, series, first, last, cause }: Anomaly, impact: number) {
  const member = fleet.series.find(({ id }) => id === series[0])
  if (member === undefined) throw new Error(`the anomaly ${name} has no lines`)
  return {
    id: `anomaly-${name}`,
    shape,
    scope: { ...placeOf(member), lines: linesOf(fleet, series) },
    firstDay: first,
    lastDay: last === null ? null : addDays(last, -1),
    impact: impact.toFixed(2),
    cause,
  }
}
