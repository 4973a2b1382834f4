import { acceleratorsJson } from './accelerators.ts'
import { THING, thingsSql } from './things-sql.ts'

/** What a thing of the bill is told to be: its ML class, or the accelerator of GPU machines, null for other things. */
const TOLD = {
  mlClass: 'class',
  accelerator: `case when is_gpu then coalesce(model, 'not named') end`,
} as const

/**
 * SQL expression over a row of cost_fact: what its thing is told to be. The same as in `GET /ml/…`, so that a filter by it
 * gives their figures to the last digit. `bind` binds a value.
 */
export function mlThingSql(what: keyof typeof TOLD, bind: (value: string) => string): string {
  const own = THING.map((column) => `${column} as ml_${column}`).join(', ')
  const same = THING.map((column) => `ml_${column} is not distinct from ${FACT[column] ?? column}`)
  return `(
  select told
  from (
    with ${thingsSql(bind(acceleratorsJson()))}
    select ${own}, ${TOLD[what]} as told from ml_thing
  )
  where ${same.join(' and ')}
)`
}

const FACT: Readonly<Partial<Record<(typeof THING)[number], string>>> = { unit: 'consumed_unit' }
