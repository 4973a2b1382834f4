import { addAmounts } from '@outlay/shared/money'
import { azureRegions } from '../../focus/azure-regions.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import type { CostCell } from './answer.ts'
import { connectCosts } from './client.ts'
import { askCosts, type CostQuestion, type Grouping } from './pages.ts'
import { billingAccount, type Settings } from './settings.ts'

/** A side table: what it is called here, and how Cost Management is asked. */
interface Side {
  readonly names: readonly [string, string]
  readonly grouping: readonly [Grouping, Grouping]
}

const SERVICE: Grouping = { type: 'Dimension', name: 'ServiceName' }

/** A month of costs by two dimensions that the lines lack. */
export async function collectGroupings(config: Settings, context: CollectContext): Promise<Collected> {
  const client = await connectCosts(config, context)
  const { window } = context
  const account = { provider: 'azure', billing_account_id: billingAccount(config, context.source) }
  const isEmpty = new Map<CostQuestion['type'], boolean>()
  for (const { names, grouping } of sidesOf(config)) {
    const ask = async (type: CostQuestion['type']) => {
      const cells = await askCosts(client, { type, window, grouping })
      checkSame(type, cells.length === 0, isEmpty)
      return cells
    }
    const rows = merge(names, await ask('ActualCost'), await ask('AmortizedCost'))
    context.page(rows.map((row) => ({ ...account, ...row })))
  }
  return { estimated: false }
}

/** An empty answer says that there are no costs, which they then are by every grouping. */
function checkSame(
  type: CostQuestion['type'],
  empty: boolean,
  known: Map<CostQuestion['type'], boolean>,
): void {
  if ((known.get(type) ?? empty) !== empty)
    throw new CollectError('stale_pages', `Azure has ${type} by one grouping and none by another`)
  known.set(type, empty)
}

function sidesOf({ tags }: Settings): Side[] {
  return [
    { names: ['service', 'region'], grouping: [SERVICE, { type: 'Dimension', name: 'ResourceLocation' }] },
    {
      names: ['resourceGroup', 'service'],
      grouping: [{ type: 'Dimension', name: 'ResourceGroupName' }, SERVICE],
    },
    ...tags.map(
      (tag): Side => ({
        names: [`tag:${tag}`, 'service'],
        grouping: [{ type: 'TagKey', name: tag }, SERVICE],
      }),
    ),
  ]
}

interface Sum {
  readonly row: PageRow
  billed: string
  effective: string
}

function merge(names: Side['names'], actual: readonly CostCell[], amortized: readonly CostCell[]): PageRow[] {
  const sums = new Map<string, Sum>()
  const add = (cell: CostCell, amount: 'billed' | 'effective') => {
    const values = names.map((name, index) => valueOfDimension(name, cell.keys[index] ?? null))
    const key = JSON.stringify([cell.day, ...values, cell.currency])
    const row = {
      day: cell.day,
      dimension_1: names[0],
      value_1: values[0] ?? null,
      dimension_2: names[1],
      value_2: values[1] ?? null,
      currency: cell.currency,
    }
    const sum = sums.get(key) ?? { row, billed: '0', effective: '0' }
    sum[amount] = addAmounts([sum[amount], cell.cost])
    sums.set(key, sum)
  }
  for (const cell of actual) add(cell, 'billed')
  for (const cell of amortized) add(cell, 'effective')
  return [...sums.values()].map(({ row, billed, effective }) => ({ ...row, billed, effective }))
}

/** As the lines of exports spell it: regions by id, resource groups in lower case because Azure changes theirs. */
function valueOfDimension(name: string, value: string | null): string | null {
  if (value === null) return null
  if (name === 'resourceGroup') return value.toLowerCase()
  return name === 'region' ? regionId(value) : value
}

const regions = new Map<string, string>()

function regionId(spelling: string): string {
  if (regions.size === 0)
    for (const { id, spellings } of azureRegions()) for (const each of spellings) regions.set(each, id)
  const folded = spelling.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return regions.get(folded) ?? folded
}
