import type { QueryFilter } from '@azure/arm-costmanagement'
import { addDays } from '@outlay/shared/period'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow } from '../collector.ts'
import { type CostCell, cellsOf } from './answer.ts'
import type { CostClient } from './client.ts'

export interface CostQuestion {
  readonly type: 'ActualCost' | 'AmortizedCost'
  readonly window: Pick<CollectWindow, 'since' | 'until'>
  /** At most two: Cost Management groups by no more. */
  readonly grouping: readonly Grouping[]
  /** Dimension → the one value asked for. */
  readonly only?: Readonly<Record<string, string>>
}

export interface Grouping {
  readonly type: 'Dimension' | 'TagKey'
  readonly name: string
}

const PAGES_MAX = 1000

/**
 * All pages of costs by day. Days that were not asked for are left out. Throws CollectError `stale_pages` for a link or
 * a row that comes twice.
 */
export async function askCosts(client: CostClient, question: CostQuestion): Promise<CostCell[]> {
  const { since, until } = question.window
  const columns = question.grouping.map(({ type, name }) => (type === 'TagKey' ? 'TagValue' : name))
  const links = new Set<string>()
  const rows = new Map<string, CostCell>()
  let link: string | null = null
  do {
    const answer = await client.query(definition(question), link)
    // A first page without a table says that there are no costs; a later one says nothing.
    if (link !== null && answer.columns.length === 0)
      throw new CollectError('stale_pages', 'Azure sent a next page without content')
    for (const cell of cellsOf(answer, columns)) {
      if (cell.day >= since && cell.day < until) addOnce(rows, cell)
    }
    link = nextLink(answer.nextLink, links)
  } while (link !== null)
  return [...rows.values()]
}

function definition({ type, window, grouping, only = {} }: CostQuestion) {
  const terms = Object.entries(only).map(([name, value]) => ({
    dimensions: { name, operator: 'In', values: [value] },
  }))
  const [first] = terms
  const filter: QueryFilter | undefined = terms.length > 1 ? { and: terms } : first
  return {
    type,
    timeframe: 'Custom',
    // Both ends are inclusive.
    timePeriod: {
      from: new Date(`${window.since}T00:00:00Z`),
      to: new Date(`${addDays(window.until, -1)}T23:59:59Z`),
    },
    dataset: {
      granularity: 'Daily',
      aggregation: {
        Cost: { name: 'Cost', function: 'Sum' },
        CostUSD: { name: 'CostUSD', function: 'Sum' },
      },
      grouping: [...grouping],
      ...(filter === undefined ? {} : { filter }),
    },
  }
}

function nextLink(link: string | null | undefined, seen: Set<string>): string | null {
  if (link === null || link === undefined || link === '') return null
  if (seen.has(link)) throw new CollectError('stale_pages', 'Azure sent the same link to a next page twice')
  if (seen.size >= PAGES_MAX)
    throw new CollectError('bad_answer', `Azure sent more than ${PAGES_MAX} pages for one question`)
  seen.add(link)
  return link
}

function addOnce(rows: Map<string, CostCell>, cell: CostCell): void {
  const key = JSON.stringify([cell.day, ...cell.keys, cell.currency])
  if (rows.has(key)) {
    throw new CollectError('stale_pages', `Azure sent ${cell.keys.join(' / ')} of ${cell.day} twice`)
  }
  rows.set(key, cell)
}
