import type { Fleet } from './fleet.ts'
import { plantWaste } from './plant.ts'

/** Records things whose whole cost is waste. */
export function plantUnused(
  fleet: Fleet,
  name: string,
  ids: readonly string[],
  rule: string,
  needs: readonly ('metrics' | 'inventory')[],
  why: string,
): void {
  plantWaste(fleet, { name, ids, needs, why, fixes: [{ rule }] })
}
