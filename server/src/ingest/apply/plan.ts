import { createHash } from 'node:crypto'
import { addAmounts } from '@outlay/shared/money'
import Big from 'big.js'
import { AppError } from '../../errors.ts'
import type { StagedTotals } from '../staged.ts'
import type { LedgerRow } from './ledger.ts'

/** What is to become of a delivered unit. `row` is the ledger row to write, `existing` the one that stays. */
export type Decision =
  | { readonly act: 'unchanged'; readonly existing: LedgerRow }
  | { readonly act: 'hold'; readonly row: LedgerRow }
  | { readonly act: 'land'; readonly row: LedgerRow; readonly supersedes: readonly LedgerRow[] }

/** A delivery that drops more than this share of a unit waits for a person. */
const DROP = '0.2'

/**
 * Decides by the imports of the same unit that are in force (at most one) or held.
 * @throws CONFLICT when `add` brings files of which the unit already holds some
 */
export function decide(
  incoming: LedgerRow,
  live: readonly LedgerRow[],
  { add = false, replace = false }: { add?: boolean | undefined; replace?: boolean | undefined },
): Decision {
  const current = live.find((row) => row.state !== 'held' && sameUnit(row, incoming))
  const held = live.filter((row) => row.state === 'held' && sameUnit(row, incoming))
  if (current !== undefined && sameContent(current, incoming)) return { act: 'unchanged', existing: current }
  if (add && current !== undefined) return join(current, incoming, held)
  const twin = held.find((row) => sameContent(row, incoming))
  if (twin !== undefined && !replace) return { act: 'unchanged', existing: twin }
  const drop = current === undefined ? null : dropMessage(current, incoming)
  if (drop !== null && !replace) return { act: 'hold', row: { ...incoming, state: 'held', message: drop } }
  const row = { ...incoming, replaces: current?.id ?? null }
  return { act: 'land', row, supersedes: current === undefined ? held : [current, ...held] }
}

export function sameUnit(a: LedgerRow, b: LedgerRow): boolean {
  return (
    a.kind === b.kind &&
    a.source === b.source &&
    a.grain === b.grain &&
    a.dataset === b.dataset &&
    a.provider === b.provider &&
    a.billing_account === b.billing_account &&
    a.billing_period === b.billing_period
  )
}

/** Identity of what a joined import holds, whatever the order in which it came. */
export function joinedHash(hashes: readonly string[]): string {
  return createHash('sha256').update(hashes.toSorted().join('\n')).digest('hex')
}

function sameContent(existing: LedgerRow, incoming: LedgerRow): boolean {
  return (
    existing.content_hash === incoming.content_hash ||
    (existing.lake_files.length > 1 && existing.content_hash === joinedHash(incoming.file_hashes))
  )
}

function join(current: LedgerRow, incoming: LedgerRow, held: readonly LedgerRow[]): Decision {
  const known = incoming.file_hashes.filter((hash) => current.file_hashes.includes(hash))
  if (known.length === incoming.file_hashes.length) return { act: 'unchanged', existing: current }
  if (known.length > 0) {
    throw new AppError(
      'CONFLICT',
      `${known.length} of the files ${incoming.files.join(', ')} are already part of import ${current.id} (${current.billing_account}, ${current.billing_period}). Add the new ones alone, or import all of them without --add.`,
    )
  }
  const file_hashes = [...current.file_hashes, ...incoming.file_hashes]
  const row: LedgerRow = {
    ...incoming,
    files: [...current.files, ...incoming.files],
    rows_in: current.rows_in + incoming.rows_in,
    rows_kept: current.rows_kept + incoming.rows_kept,
    rows_rejected: current.rows_rejected + incoming.rows_rejected,
    values_rounded: current.values_rounded + incoming.values_rounded,
    content_hash: joinedHash(file_hashes),
    totals: joinTotals([...current.totals, ...incoming.totals]),
    sub_accounts: [...new Set([...current.sub_accounts, ...incoming.sub_accounts])].toSorted(),
    lake_files: [...current.lake_files, ...incoming.lake_files],
    file_hashes,
    replaces: current.id,
  }
  return { act: 'land', row, supersedes: [current, ...held] }
}

function joinTotals(totals: readonly StagedTotals[]): StagedTotals[] {
  const joined = new Map<string, StagedTotals>()
  for (const next of totals) {
    const sum = joined.get(next.currency)
    joined.set(next.currency, sum === undefined ? next : addTotals(sum, next))
  }
  return [...joined.values()]
}

function addTotals(a: StagedTotals, b: StagedTotals): StagedTotals {
  const add = (x: string | null, y: string | null) => {
    const known = [x, y].filter((amount) => amount !== null)
    return known.length === 0 ? null : addAmounts(known)
  }
  return {
    currency: a.currency,
    rows: a.rows + b.rows,
    billed: add(a.billed, b.billed),
    effective: add(a.effective, b.effective),
    contracted: add(a.contracted, b.contracted),
    list: add(a.list, b.list),
  }
}

function dropMessage(current: LedgerRow, incoming: LedgerRow): string | null {
  const drops = [dropOf('rows', String(current.rows_kept), String(incoming.rows_kept))]
  for (const before of current.totals) {
    const after = incoming.totals.find(({ currency }) => currency === before.currency)
    drops.push(dropOf(`billed ${before.currency}`, before.billed, after?.billed ?? '0'))
    drops.push(dropOf(`effective ${before.currency}`, before.effective, after?.effective ?? '0'))
  }
  const found = drops.filter((drop) => drop !== null)
  if (found.length === 0) return null
  return `Held: it would drop ${found.join(', ')} of import ${current.id}. Accept it with "outlay imports accept ${incoming.id}", or import it with --replace.`
}

function dropOf(what: string, before: string | null, after: string): string | null {
  if (before === null) return null
  const old = new Big(before)
  const lost = old.minus(after)
  if (lost.lte(old.abs().times(DROP))) return null
  const short = (amount: Big) => amount.round(2).toFixed()
  return `${lost.div(old.abs()).times(100).round(0).toFixed()}% of its ${what} (${short(old)} to ${short(new Big(after))})`
}
