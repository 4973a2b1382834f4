import { type Rework, rework } from '../base/rework.ts'
import type { Factor, Range } from '../rule.ts'
import type { SpotRow } from './spot-row.ts'

const PRIOR = 'assumption of ours'
const CHECKPOINT_COST_HOURS = 5 / 60

/** Spot price as a part of what is paid now: the bill's own spot lines first, then the catalogue by type and region. */
export function priceFactor(row: SpotRow, price: Range): Factor {
  const rebased =
    row.list_over_paid > 1.001 ? `, re-based: list is ${row.list_over_paid.toFixed(3)} × the price paid` : ''
  const licence = row.licence_free < 1 ? ', the licence in the price gets no discount' : ''
  return {
    name: 'spot price ÷ price paid',
    ...price,
    unit: 'ratio',
    source: `${basisOf(row)}${rebased}${licence}`,
  }
}

function basisOf(row: SpotRow): string {
  if (row.basis === 'bill') return 'bill: what the same type costs on spot in this region and account'
  if (row.basis === 'assumed') return `${PRIOR}: no current spot price of this size is in the catalogue`
  const from = `catalogue ${row.price_as_of ?? ''} (${row.price_source ?? ''})`
  const stale = row.price_stale ? ', older than 90 days' : ''
  if (row.basis === 'region') return `${from}, type and region${stale}`
  return `${from}, ${row.basis === 'family' ? 'other sizes of the family' : 'the type in other regions'}${stale}`
}

export interface ReworkSettings {
  readonly checkpoint_minutes: number
  readonly task_hours: number
}

/** Work done twice: by checkpoints for training, by half a task else. */
export function reworkOf(row: SpotRow, settings: ReworkSettings): Rework {
  const training = row.training || row.has_gpu === true
  const reclaimed =
    row.reclaimed_min === null
      ? null
      : { min: row.reclaimed_min, max: row.reclaimed_max === -1 ? null : row.reclaimed_max }
  return rework({
    reclaimed,
    gang: training ? row.machines : 1,
    checkpointHours: settings.checkpoint_minutes > 0 ? settings.checkpoint_minutes / 60 : null,
    checkpointCostHours: training ? CHECKPOINT_COST_HOURS : null,
    taskHours: row.lifetime !== null && row.lifetime < 24 ? row.lifetime : settings.task_hours,
    floor: floorOf(row),
  })
}

/** Waves of interruptions are not in the averages of the bands: the rarer the pool, the more is assumed. */
function floorOf({ scarce, reclaimed_max }: SpotRow): Range {
  if (scarce === true) return { low: 0.03, expected: 0.1, high: 0.25 }
  if (reclaimed_max !== null && reclaimed_max > 0 && reclaimed_max <= 0.1)
    return { low: 0.01, expected: 0.03, high: 0.08 }
  return { low: 0.01, expected: 0.04, high: 0.12 }
}

export function reworkFactor({ share, checkpointHours }: Rework, row: SpotRow): Factor {
  const band =
    row.reclaimed_min === null
      ? 'interruption rate unknown, 5 to 20 % a month assumed'
      : `interruption band from ${row.reclaimed_min * 100} % a month`
  const by = checkpointHours === null ? 'half a task and the restart' : 'Young and Daly with checkpoints'
  return { name: 'work done twice', ...share, unit: 'share', source: `${by}; ${band}; floor ${PRIOR}` }
}

/** Hours that run on demand all the same because no spot capacity is to be had. */
export function fallbackFactor({ scarce, spot_share, reclaimed_max }: SpotRow): Factor {
  const calm = reclaimed_max !== null && reclaimed_max > 0 && reclaimed_max <= 0.1
  const range: Range =
    scarce === true
      ? { low: 0, expected: 0.1, high: 0.3 }
      : { low: 0, expected: calm ? 0.02 : 0.05, high: calm || spot_share >= 0.05 ? 0.08 : 0.15 }
  return {
    name: 'hours that stay on demand for want of spot capacity',
    ...range,
    unit: 'share',
    source: PRIOR,
  }
}
