import { z } from 'zod'
import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, CollectWindow, Part, PlanContext } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { openPricing } from './clients.ts'
import { Product, priceRows } from './price-rows.ts'
import type { Settings } from './settings.ts'

const PAGE_SIZE = 100

interface PriceList {
  readonly id: string
  readonly serviceCode: string
  readonly filters: Readonly<Record<string, string>>
}

/** What is asked of the price list, region by region. */
const LISTS: readonly PriceList[] = [
  {
    id: 'ec2-linux',
    serviceCode: 'AmazonEC2',
    filters: {
      productFamily: 'Compute Instance',
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
    },
  },
  { id: 'ebs', serviceCode: 'AmazonEC2', filters: { productFamily: 'Storage' } },
  { id: 'sagemaker', serviceCode: 'AmazonSageMaker', filters: { productFamily: 'ML Instance' } },
]

/** List prices, once a week; they cost nothing. */
export const pricesPart: Part<Settings> = {
  id: 'prices',
  title: 'Price list',
  kind: 'prices',
  enabled: ({ prices }) => prices,
  windows,
  collect,
}

function windows({ regions }: Settings, plan: PlanContext): CollectWindow[] {
  const weekly = snapshot({ everyDays: 7 })({}, plan)
  return LISTS.flatMap(({ id }) =>
    regions.flatMap((region) => weekly.map((window) => ({ ...window, key: `${id} ${region}` }))),
  )
}

const Answer = z.object({ PriceList: z.array(z.unknown()).default([]), NextToken: z.string().optional() })

async function collect(settings: Settings, context: CollectContext): Promise<Collected> {
  const [id, region = ''] = context.window.key.split(' ')
  const list = LISTS.find((each) => each.id === id)
  if (list === undefined) throw new CollectError('bad_request', `there is no price list ${id}`)
  const { ask, sdk } = await openPricing(settings, context)
  const filters = Object.entries({ ...list.filters, regionCode: region })
  const pages = eachAwsPage<unknown>(async (token) => {
    const command = new sdk.GetProductsCommand({
      ServiceCode: list.serviceCode,
      Filters: filters.map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value })),
      FormatVersion: 'aws_v1',
      MaxResults: PAGE_SIZE,
      NextToken: token,
    })
    const answer = await ask(
      'GetProducts',
      (client, abortSignal) => client.send(command, { abortSignal }),
      Answer,
    )
    return { rows: answer.PriceList, next: answer.NextToken }
  })
  const page = rowsOnce(context)
  for await (const items of pages) page(items.flatMap((item) => priceRows(parse(item), region)))
  return { estimated: false }
}

/** Every product is JSON text within the JSON. */
function parse(item: unknown): z.output<typeof Product> {
  let value: unknown
  try {
    value = JSON.parse(String(item))
  } catch (cause) {
    throw new CollectError('bad_answer', 'AWS answered GetProducts with a product that is no JSON', { cause })
  }
  const product = Product.safeParse(value)
  if (product.success) return product.data
  const issue = product.error.issues[0]
  throw new CollectError(
    'bad_answer',
    `a product of the price list lacks ${issue?.path.join('.')}: ${issue?.message}`,
  )
}
