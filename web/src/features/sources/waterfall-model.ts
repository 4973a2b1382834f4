import type { BridgeStep } from '@outlay/shared/api'

export interface Bar {
  readonly id: BridgeStep['id']
  readonly label: string
  readonly amount: string
  readonly kind: 'total' | 'up' | 'down'
  readonly low: number
  readonly high: number
}

/** Where each step of the bridge stands: totals from zero, steps from where the one before ended. */
export function toBars(steps: readonly BridgeStep[]): readonly Bar[] {
  let reached = 0
  return steps.map(({ id, label, amount }, index) => {
    const isTotal = index === 0 || index === steps.length - 1
    const from = isTotal ? 0 : reached
    const to = from + Number(amount)
    reached = to
    const kind = isTotal ? 'total' : Number(amount) < 0 ? 'down' : 'up'
    return { id, label, amount, kind, low: Math.min(from, to), high: Math.max(from, to) }
  })
}
