/** What the bill shows of the machines of one workload. */
export interface SpotSignals {
  /** Its service, tags or name say that it is batch work, training or the build of a commit. */
  readonly restartable: boolean
  /** Median hours that its machines live; null where that is unknown. */
  readonly lifetimeHours: number | null
  /** Machines that appear a day. */
  readonly newPerDay: number
  readonly nonprod: boolean
  /** Part of its life that a machine runs, 0–1. */
  readonly uptime: number
  /** Part of its cost that runs on spot already, 0–1. */
  readonly spotShare: number
  /** Names or tags speak of a database, a queue, a controller, a licence or a standby. */
  readonly stateful: boolean
  readonly machines: number
  readonly oldestDays: number
  /** Accelerators of the scarcest kind (AWS P family, A100, H100). */
  readonly scarce: boolean
}

export interface Eligibility {
  readonly score: number
  /** Probability that the work may be interrupted, 0–0.9. */
  readonly probability: number
  /** What spoke for it and against it, with its weight. */
  readonly reasons: string
}

/**
 * How likely work may be interrupted, by behaviour alone: logistic in a sum of hand-set weights, `1 / (1 + e^(2 − score))`,
 * never above 0.9. Source: rules guide §5; of its own are the weight of spot in the same group, which is the team's own
 * decision (2 instead of 1), and that being alone counts only in production.
 */
export function spotEligibility(signals: SpotSignals): Eligibility {
  const found = WEIGHTS.filter(({ holds }) => holds(signals))
  const score = found.reduce((sum, { weight }) => sum + weight, 0)
  return {
    score,
    probability: Math.min(0.9, 1 / (1 + Math.exp(2 - score))),
    reasons: found
      .map(({ name, weight }) => `${weight > 0 ? '+' : '−'}${Math.abs(weight)} ${name}`)
      .join(', '),
  }
}

interface Weight {
  readonly name: string
  readonly weight: number
  holds(signals: SpotSignals): boolean
}

const DAY_HOURS = 24
const LONG_LIVED_DAYS = 14
/** An on–off series of this uptime has a coefficient of variation of √((1 − u) / u) = 0.5. */
const BURST_UPTIME = 0.8
/** Part of the cost on spot from which it is a decision and no accident. */
const PEER_SHARE = 0.05

const WEIGHTS: readonly Weight[] = [
  { name: 'batch, training or build work', weight: 3, holds: ({ restartable }) => restartable },
  {
    name: 'machines live less than a day',
    weight: 2,
    holds: ({ lifetimeHours }) => lifetimeHours !== null && lifetimeHours < DAY_HOURS,
  },
  { name: 'five or more new machines a day', weight: 2, holds: ({ newPerDay }) => newPerDay >= 5 },
  { name: 'others of the group run on spot', weight: 2, holds: ({ spotShare }) => spotShare >= PEER_SHARE },
  { name: 'not production', weight: 1, holds: ({ nonprod }) => nonprod },
  { name: 'runs in bursts', weight: 1, holds: ({ uptime }) => uptime < BURST_UPTIME },
  { name: 'keeps state', weight: -3, holds: ({ stateful }) => stateful },
  { name: 'one long-lived machine of production', weight: -3, holds: isLonelyProduction },
  { name: 'one machine alone', weight: -2, holds: ({ machines, nonprod }) => machines === 1 && !nonprod },
  { name: 'accelerator that is scarce', weight: -1, holds: ({ scarce }) => scarce },
]

function isLonelyProduction({ machines, nonprod, oldestDays }: SpotSignals): boolean {
  return machines === 1 && !nonprod && oldestDays > LONG_LIVED_DAYS
}
