import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { initSync, MSTL } from '@bsull/augurs/mstl'

const WEEK = 7
const NEEDED = 4 * WEEK

/**
 * Days after `values` by augurs: weekly season by LOESS (MSTL), trend by exponential smoothing (AutoETS).
 * Undefined where history is shorter than four weeks or the model gives no finite figure.
 */
export function mstlForecast(values: readonly number[], horizon: number): readonly number[] | undefined {
  if (values.length < NEEDED || values.every((value) => value === values[0])) return undefined
  if (!loaded) load()
  const model = MSTL.ets([WEEK], { impute: true })
  try {
    model.fit(Float64Array.from(values))
    const { point } = model.predict(horizon)
    return point.length === horizon && point.every(Number.isFinite) ? point : undefined
  } catch {
    return undefined
  } finally {
    model.free()
  }
}

let loaded = false

/** The package loads its WebAssembly by URL, which Node cannot fetch; it stands beside the module in the package. */
function load(): void {
  const module = createRequire(import.meta.url).resolve('@bsull/augurs/mstl')
  initSync({ module: readFileSync(join(module, '..', 'mstl_bg.wasm')) })
  loaded = true
}
