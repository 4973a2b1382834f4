import type { AnomalyScope } from '@outlay/shared/detect'
import { groupBy } from '@outlay/shared/group-by'
import { type AccountSpan, type Atom, type Atoms, accountKey } from './read-atoms.ts'

/** Where an incident is; what is null does not narrow it. */
export interface Place {
  readonly provider: string | null
  readonly billing_account: string | null
  readonly sub_account: string | null
  readonly sub_account_name: string | null
  readonly service: string | null
  readonly usage_type: string | null
  readonly team: string | null
  readonly currency: string
}

/** One series of the tree. */
export interface Node extends AccountSpan {
  readonly members: readonly Atom[]
  readonly scope: AnomalyScope
  readonly place: Place
  readonly values: readonly number[]
  /** Least excess a day of an anomaly here, by index. */
  readonly gate: readonly number[]
}

/** Which columns name a node of each level. Teams stand beside the accounts. */
const LEVELS: Readonly<Record<AnomalyScope, readonly (keyof Place & keyof Atom)[]>> = {
  usage_type: ['provider', 'billing_account', 'sub_account', 'service', 'usage_type', 'currency'],
  service: ['provider', 'billing_account', 'sub_account', 'service', 'currency'],
  account: ['provider', 'billing_account', 'sub_account', 'currency'],
  provider: ['provider', 'currency'],
  team: ['team', 'currency'],
}

/** Gate of finops guide §6: dollars a day, or this share of the billing account. */
const GATE = 50
const GATE_SHARE = 0.005
const GATE_DAYS = 28

/** All series of one level. A node of several accounts is complete where all of them are. */
export function nodesOf({ atoms, accounts }: Atoms, scope: AnomalyScope): readonly Node[] {
  const gates = accountGates(atoms)
  const columns = LEVELS[scope]
  const groups = groupBy(atoms, (atom) => columns.map((column) => atom[column] ?? '\0').join('\u0001'))
  return [...groups.values()].flatMap((members) => {
    const [atom] = members
    if (atom === undefined || (scope === 'team' && atom.team === null)) return []
    const keys = [...new Set(members.map(accountKey))]
    const spans = keys.flatMap((key) => accounts.get(key) ?? [])
    const gate = largest(keys.flatMap((key) => [gates.get(`${key}\0${atom.currency}`) ?? []]))
    return [{ scope, place: placeOf(atom, scope), members, values: total(members), gate, ...together(spans) }]
  })
}

/** An account that has been silent for long has ended and holds nobody back. */
const ENDED_DAYS = 14

function together(spans: readonly AccountSpan[]): AccountSpan {
  const newest = Math.max(...spans.map(({ last }) => last))
  const alive = spans.filter(({ last }) => last >= newest - ENDED_DAYS)
  return {
    first: Math.max(...alive.map(({ first }) => first)),
    last: Math.min(...alive.map(({ last }) => last)),
  }
}

function largest(gates: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = gates
  return first.map((_, index) => Math.max(...gates.map((gate) => gate[index] ?? 0)))
}

function placeOf(atom: Atom, scope: AnomalyScope): Place {
  const columns: readonly string[] = LEVELS[scope]
  const kept = (column: keyof Place & keyof Atom) => (columns.includes(column) ? atom[column] : null)
  return {
    provider: kept('provider'),
    billing_account: kept('billing_account'),
    sub_account: kept('sub_account'),
    sub_account_name: columns.includes('sub_account') ? atom.sub_account_name : null,
    service: kept('service'),
    usage_type: kept('usage_type'),
    team: kept('team'),
    currency: atom.currency,
  }
}

function accountGates(atoms: readonly Atom[]): ReadonlyMap<string, readonly number[]> {
  const groups = groupBy(atoms, (atom) => `${accountKey(atom)}\0${atom.currency}`)
  return new Map(
    [...groups].map(([key, members]) => {
      const daily = total(members)
      let window = 0
      const gate = daily.map((value, index) => {
        const days = Math.max(1, Math.min(index, GATE_DAYS))
        const least = Math.max(GATE, (GATE_SHARE * window) / days)
        window += value - (index >= GATE_DAYS ? (daily[index - GATE_DAYS] ?? 0) : 0)
        return least
      })
      return [key, gate]
    }),
  )
}

function total(members: readonly Pick<Atom, 'values'>[]): readonly number[] {
  const [first, ...others] = members
  const values = [...(first?.values ?? [])]
  for (const other of others) {
    for (const [index, value] of other.values.entries()) values[index] = (values[index] ?? 0) + value
  }
  return values
}
