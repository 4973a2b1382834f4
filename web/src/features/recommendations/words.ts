import type { RecommendationGrade, RecommendationStatus } from '@outlay/shared/recommendations'

interface Grade {
  readonly name: string
  /** Where the certainty comes from, in a sentence. */
  readonly meaning: string
  readonly tone: 'good' | 'warning' | 'quiet'
}

export const GRADE: Readonly<Record<RecommendationGrade, Grade>> = {
  P: { name: 'On the bill', meaning: 'A line of the bill itself states it.', tone: 'good' },
  I: { name: 'Inventory', meaning: 'An inventory of the cloud shows it.', tone: 'good' },
  U: { name: 'Measured', meaning: 'Utilisation was measured and shows it.', tone: 'good' },
  S: {
    name: 'Likely',
    meaning: 'The pattern of the bill speaks for it; it counts by its probability.',
    tone: 'warning',
  },
  W: {
    name: 'Potential',
    meaning: 'A hypothesis that metrics would have to confirm; its range starts at 0.',
    tone: 'quiet',
  },
}

export const STATUS: Readonly<Record<RecommendationStatus, string>> = {
  open: 'Open',
  accepted: 'Accepted',
  in_progress: 'In progress',
  applied: 'Applied',
  verified: 'Verified',
  snoozed: 'Snoozed',
  dismissed: 'Dismissed',
  expired: 'Expired',
}

export const STATUS_TONE: Readonly<Record<RecommendationStatus, 'good' | 'warning' | 'quiet' | 'active'>> = {
  open: 'quiet',
  accepted: 'active',
  in_progress: 'active',
  applied: 'good',
  verified: 'good',
  snoozed: 'warning',
  dismissed: 'quiet',
  expired: 'quiet',
}

const FAMILY: Readonly<Record<string, string>> = {
  spot: 'Spot',
  rightsizing: 'Right-sizing',
  idle: 'Idle',
  storage: 'Storage',
  ml: 'Machine learning',
  commitment: 'Commitments',
  generation: 'Generation',
  schedule: 'Schedules',
  network: 'Network',
  logs: 'Logs',
  licence: 'Licences',
  governance: 'Governance',
}
const CLASS: Readonly<Record<string, string>> = { usage: 'Usage', rate: 'Rate', avoidance: 'Avoidance' }
const EFFORT: Readonly<Record<string, string>> = { S: 'Small', M: 'Medium', L: 'Large' }

export const DISMISS_REASONS = [
  'Needed as it is',
  'A change is planned',
  'The data is wrong',
  'Too risky',
  'Not worth it',
  'Wrong owner',
] as const

export function familyLabel(family: string): string {
  return FAMILY[family] ?? family
}

export function classLabel(kind: string): string {
  return CLASS[kind] ?? kind
}

export function effortLabel(effort: string): string {
  return EFFORT[effort] ?? effort
}

const SPELT: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  vcpu: 'vCPU',
  gpu: 'GPU',
  usd: 'USD',
  gib: 'GiB',
  gb: 'GB',
  mb: 'MB',
  kib: 'KiB',
  p95: 'P95',
  p995: 'P99.5',
  utilization: 'utilisation',
}
const ACRONYM = new RegExp(`\\b(${Object.keys(SPELT).join('|')})\\b`, 'g')

/** `covered_by_commitments` as people write it: `Covered by commitments`. An id stays as it is. */
export function asWords(key: string): string {
  if (!/^[a-z0-9_]+$/.test(key)) return key
  const words = key
    .replaceAll('_', ' ')
    .trim()
    .replaceAll(ACRONYM, (word) => SPELT[word] ?? word)
  return /^v[A-Z]/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1)
}

/** `today`, `1 day`, `12 days`. */
export function ageLabel(days: number): string {
  if (days < 1) return 'today'
  return days === 1 ? '1 day' : `${days} days`
}

/** A probability as people say it: `85%`. */
export function confidenceLabel(confidence: number): string {
  return `${Math.round(confidence * 100)}%`
}
