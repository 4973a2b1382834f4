import { shapeHours } from '../shapes.ts'
import type { Fleet } from './fleet.ts'
import type { Load } from './metrics.ts'
import { plantWaste } from './plant.ts'

/** What an endpoint of several machines would save if their number followed its load, at most 80 % at the peaks. */
export function plantAutoscaling(
  fleet: Fleet,
  endpoint: { readonly id: string; readonly series: number; readonly machines: number; readonly load: Load },
): void {
  const { id, series, machines, load } = endpoint
  if (machines <= MINIMUM) return
  const gpu = load.gpu ?? 0
  const mean = gpu > 0 ? gpu : (load.cpu ?? 0)
  const burst = gpu > 0 ? 1.5 : 1.7
  const hours = shapeHours().filter(({ shape, hour }) => shape === (load.shape ?? 'traffic') && hour < 168)
  const swing = load.swing ?? 0.6
  const needed = hours.map(({ weight, mean: average }) => {
    const busy = mean * (1 - swing + (swing * weight) / average) * burst * machines
    return Math.min(machines, Math.max(MINIMUM, Math.ceil(busy / CEILING)))
  })
  const keep = needed.reduce((sum, count) => sum + count, 0) / (hours.length * machines)
  if (keep > 0.95) return
  plantWaste(fleet, {
    name: 'fixed-replicas',
    ids: [id],
    series: [series],
    needs: ['metrics'],
    why: `${machines} machines day and night, though the load falls to a fraction`,
    fixes: [
      {
        rule: 'ML-04',
        keep,
        method: 'replicas follow the hourly load × its bursts up to 80 %, two at least',
      },
    ],
  })
}

/** Replicas that production keeps, and the load in percent that one may reach. */
const MINIMUM = 2
const CEILING = 80
