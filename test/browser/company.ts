import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type Day, monthStart, toDay } from '@outlay/shared/period'
import { runOutlay } from '../run-outlay.ts'

/** A tag value that would turn round all that is written after it. */
export const TURNED = '\u202eesrever'
/** Teams of the bill, one of which bears the name that charts once gave to what they cut off. */
export const TEAMS = ['Other', TURNED, ...'search maps ads video chat mail photos docs'.split(' ')]

interface Cloud {
  readonly provider: string
  readonly account: string
  readonly currency: string
  readonly services: readonly string[]
}

const CLOUDS: readonly Cloud[] = [
  {
    provider: 'AWS',
    account: '111122223333',
    currency: 'USD',
    services: ['Amazon EC2', 'Amazon S3', 'Amazon SageMaker', 'AWS Lambda'],
  },
  {
    provider: 'Microsoft',
    account: '8608480',
    currency: 'USD',
    services: ['Virtual Machines', 'Storage', 'Azure OpenAI'],
  },
  { provider: 'Google Cloud', account: '01A7C3', currency: 'EUR', services: ['Compute Engine', 'Vertex AI'] },
]
const DAYS = 100
const RESOURCES_A_SERVICE = 12
/** Days of last month in the delivery that is held. */
const CUT_OFF_DAYS = 9

const HEADER = [
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,BillingCurrency',
  'BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeDescription',
  'ServiceName,ServiceCategory,ProviderName,RegionId,ResourceId,ResourceType,SubAccountId,SubAccountName,Tags',
].join(',')

/**
 * Loads a small company into a data folder: three clouds, two currencies, ten teams, a hundred days up to yesterday and
 * one delivery that is held. About 11,000 lines, which take a few seconds where the demo takes most of a minute.
 */
export async function loadCompany(folder: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS))
  for (const cloud of CLOUDS) {
    await load(folder, cloud, days, 'bill')
  }
  const [first] = CLOUDS
  const month = days.filter((day) => monthStart(day) === monthStart(addDays(today, -1), -1))
  if (first !== undefined) await load(folder, first, month.slice(0, CUT_OFF_DAYS), 'cut-off')
}

async function load(folder: string, cloud: Cloud, days: readonly Day[], name: string): Promise<void> {
  const path = join(folder, `${cloud.account}-${name}.csv`)
  writeFileSync(path, `${[HEADER, ...days.flatMap((day) => linesOf(cloud, day))].join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--source', cloud.account, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${path} could not be imported: ${ran.err}`)
}

function linesOf({ provider, account, currency, services }: Cloud, day: Day): readonly string[] {
  const [month, next, tomorrow] = [monthStart(day), monthStart(day, 1), addDays(day, 1)]
  return services.flatMap((service, place) =>
    Array.from({ length: RESOURCES_A_SERVICE }, (_, index) => {
      const cost = costOf(day, place, index)
      const team = TEAMS[(place * RESOURCES_A_SERVICE + index) % (TEAMS.length + 1)]
      const tags = team === undefined ? {} : { team, env: index % 2 === 0 ? 'prod' : 'dev' }
      return [
        ...[cost, cost, cost, cost, account, `${provider} main`, currency],
        ...[month, next, day, tomorrow].map((date) => `${date}T00:00:00Z`),
        ...['Usage', `Hours of ${service}`, service, 'Compute', provider, index % 3 === 0 ? 'eu-1' : 'us-1'],
        ...[`${account}/${service.replaceAll(' ', '-').toLowerCase()}/node-${index}`, 'Node'],
        ...[`${account}-${index % 4}`, `Project ${index % 4}`, JSON.stringify(tags)],
      ]
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(',')
    }),
  )
}

/** An amount with digits that doubles cannot add. The first service of a cloud grows by the day, the second shrinks. */
function costOf(day: Day, place: number, index: number): string {
  const age = (Date.parse(toDay(new Date())) - Date.parse(day)) / 86_400_000 / DAYS
  const trend = [2 - age, 1 + age][place] ?? 1
  const wave = (Date.parse(day) / 86_400_000) % 7
  return (((place + 2) * (index + 1) * 3.1 + wave) * trend).toFixed(4)
}
