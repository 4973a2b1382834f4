import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FaultOutcome, runFaults } from './run-faults.ts'
import { faultCases } from './shared/fault-cases.ts'

const SEED = 1
const ROW =
  /^\| ((?:AWS|Azure|BigQuery)[^|]+) \| (\d+) of (\d+) \| ([^|]+) \| (\d+) \| (\d+) \| (-?\d+) \|$/gm

/** The table of docs/operations.md, as what it says. */
function documented(): FaultOutcome[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
  return [...text.matchAll(ROW)].map(([, fault = '', moment, exposed, seen = '', lost, twice, wasted]) => ({
    fault,
    moment: Number(moment),
    exposed: Number(exposed),
    seen,
    lost: Number(lost),
    twice: Number(twice),
    wasted: Number(wasted),
  }))
}

test(`no fault loses or doubles a row, and operations.md says of each what seed ${SEED} shows`, async () => {
  const outcomes: FaultOutcome[] = []
  for await (const outcome of runFaults(SEED)) outcomes.push(outcome)

  expect(outcomes.filter(({ lost, twice }) => lost > 0 || twice > 0)).toEqual([])
  expect(outcomes).toEqual(documented())
  expect(outcomes).toHaveLength(faultCases.length)
})
