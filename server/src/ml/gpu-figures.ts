import type { GpuFigures } from '@outlay/shared/ml'
import { z } from 'zod'
import { Money } from '../db/query.ts'

/** The columns of FIGURE_SUMS. */
export const FigureColumns = {
  cost: Money,
  hours: z.number(),
  measured_hours: z.number(),
  useful_hours: z.number(),
  measured_cost: Money,
  spot_cost: Money,
  unused: Money,
  idle: Money,
  partly: Money,
  busy: Money,
  no_metric: Money,
  fees: Money,
}

type Sums = z.output<z.ZodObject<typeof FigureColumns>>

/** Ratios of the sums; null where there is nothing to divide by. Cost an hour leaves out what is no use of a machine. */
export function toFigures(row: Sums): GpuFigures {
  const used = Number(row.cost) - Number(row.fees)
  return {
    cost: row.cost,
    hours: row.hours,
    costPerHour: ratio(used, row.hours),
    measuredHours: row.measured_hours,
    usefulHours: row.useful_hours,
    costPerUsefulHour: ratio(Number(row.measured_cost), row.useful_hours),
    spotCost: row.spot_cost,
    spotShare: ratio(Number(row.spot_cost), used),
    split: {
      unused: row.unused,
      idle: row.idle,
      partly: row.partly,
      busy: row.busy,
      noMetric: row.no_metric,
      fees: row.fees,
    },
  }
}

export function ratio(above: number, below: number): number | null {
  return below > 1e-9 ? above / below : null
}
