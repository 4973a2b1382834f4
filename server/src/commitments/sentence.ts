import type { CommitmentFigures, CommitmentRecord, ExpiringWithin } from '@outlay/shared/commitments'
import { shortMoney } from '../queries/money-text.ts'

type Money = (amount: string) => string

interface Told {
  readonly overall: CommitmentFigures
  readonly expiring: readonly ExpiringWithin[]
  readonly currency: string
  readonly commitments: readonly CommitmentRecord[]
}

/** The answer in one sentence, with the figure that asks for something at its end. */
export function sentenceOf({ overall, expiring, currency, commitments }: Told): string {
  if (overall.untold > 0 && overall.coverage === null && overall.utilisation === null)
    return 'Coverage is unknown: the bill has no usage types that tell which usage a commitment could cover. No cost of this period is under one.'
  if (commitments.length === 0 && overall.onDemand === '0')
    return 'There is no usage in this period that a commitment covers or could cover.'
  if (overall.coverage === null && overall.utilisation === null)
    return 'No commitment was in use in this period, and nothing ran on demand that one could cover.'
  const money = (amount: string) => shortMoney(amount, currency)
  const covered = coveredPart(overall, money)
  const unused = Number(overall.unused) >= 0.005 ? `; ${money(overall.unused)} went unused` : ''
  return `${covered}${unused}. ${endsSoon(expiring, money)}`.trim()
}

function coveredPart({ used, coverage, utilisation, onDemand }: CommitmentFigures, money: Money): string {
  if (used === '0' && coverage === 0)
    return `No commitment was in use: ${money(onDemand)} ran on demand that one could cover`
  const parts = [
    ...(coverage === null ? [] : [`cover ${percent(coverage)} of the usage they are sold for`]),
    ...(utilisation === null ? [] : [`are ${percent(utilisation)} used`]),
  ]
  return `Commitments ${parts.join(' and ')}`
}

function endsSoon(expiring: readonly ExpiringWithin[], money: Money): string {
  const soon = expiring.find(({ count }) => count > 0)
  if (soon === undefined) return ''
  const { count, days, notRenewing } = soon
  const rise =
    notRenewing.expected > 0
      ? `: without renewal the bill rises by about ${money(String(notRenewing.expected))} a month`
      : ''
  return `${count === 1 ? 'One ends' : `${count} end`} within ${days} days${rise}.`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.995 && share < 1 ? 1 : 0)}%`
}
