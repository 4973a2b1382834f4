import { z } from 'zod'
import {
  changeFacts,
  familyMove,
  MACHINE_COLUMNS,
  MachineRow,
  NewMachineRow,
  priceShare,
  refusal,
  trust,
} from '../base/machine-change.ts'
import { PRICE_SHARE, PRICED_MACHINES } from '../base/machine-option.ts'
import { changeSteps } from '../base/machine-steps.ts'
import { type CandidateBase, defineRule, type Factor, silence, times } from '../rule.ts'
import { managedSteps } from './remedies.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  best_share: z.number().nullable(),
  arch_tag: z.string().nullable(),
})
type Row = CandidateBase & z.output<typeof Row>

/** Managed engines run on ARM as they are; what they cost less by service. Source: AWS CUDOS (RDS 10 %, others 5 %). */
const MANAGED: Readonly<Record<string, readonly [expected: number, high: number]>> = {
  db: [0.1, 0.14],
  cache: [0.05, 0.07],
  search: [0.05, 0.07],
}

/** As many cores and as much memory on an ARM processor, where the price that is paid falls. */
export const armMachine = defineRule({
  id: 'GEN-03',
  slug: 'gen-03-arm',
  title: 'Same machine for less on an ARM processor',
  family: 'generation',
  class: 'usage',
  stage: 'architecture',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object({
    days: z.number().min(1).max(30).default(14).describe('Days of age, at least'),
    min_share: z.number().min(0).max(0.9).default(0.05).describe('Part of the price that must end, at least'),
  }),
  sql: `
    with ${PRICED_MACHINES},
    fit as (
      select priced.provider, billing_account, resource, currency, choice.new_type, new_vcpu, new_memory, new_price,
        new_generation, ${PRICE_SHARE} as share
      from priced
      join choice using (provider, region, type_key)
      where coalesce(gpus, 0) = 0 and architecture = 'x86' and new_architecture = 'arm' and new_vcpu = vcpu
        and new_memory >= memory_gib and new_generation >= generation and (new_class = class or new_class = 'burstable' and burstable)
        and ${PRICE_SHARE} >= $min_share
        and (kind <> 'cache' or contains(new_type, 'g.')) and (provider <> 'aws' or not contains(new_type, 'a1.'))
    ),
    best as (
      select *
      from (select *, max(share) over one as best_share, median(share) over one as usual_share
        from fit window one as (partition by provider, billing_account, resource, currency))
      qualify row_number() over (partition by provider, billing_account, resource, currency
        order by abs(share - usual_share), new_generation desc) = 1
    )
    select ${MACHINE_COLUMNS}, arch_tag, new_type, new_vcpu, new_memory, new_price, share, best_share
    from priced
    left join best using (provider, billing_account, resource, currency)
    where coalesce(gpus, 0) = 0 and coalesce(architecture, 'x86') = 'x86'
      and (kind = 'vm' or (provider = 'aws' and kind in ('db', 'cache', 'search')))
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days) ?? unfit(row)
    if (refused !== null) return refused
    if (row.new_type === null || row.share === null)
      return silence('not_worth_it', 'No ARM machine of its size costs less.')
    const managed = MANAGED[row.kind]
    const ready = row.arch_tag !== null
    const share = managed === undefined ? machineShare(row, row.share, ready) : managedShare(row, managed)
    const id = row.resource_ids[0] ?? ''
    const sure = managed !== undefined || ready
    return {
      verdict: 'finding',
      grade: sure ? 'S' : 'W',
      title: `${row.name}: ${row.new_type} is as large as ${row.type} and costs ${Math.round(share.expected * 100)} % less, on ARM`,
      probability: trust(row, sure ? 0.6 : 0.25),
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      move: familyMove(row),
      oneOff: 0,
      effort: managed === undefined ? 'L' : 'M',
      risk: managed === undefined ? 'medium' : 'low',
      facts: { ...changeFacts(row), built_for: row.arch_tag, os: row.os },
      remediation:
        managed === undefined
          ? changeSteps(row, row.new_type)
          : managedSteps(row.kind, { id, region: row.region, newType: row.new_type }),
    }
  },
})

function unfit(row: Row) {
  if (row.covered_share > 0.5)
    return silence('already_covered', 'A commitment pays for its family until it ends.')
  if (row.os === 'windows') return silence('excluded', 'Windows does not run on it.')
  if (row.arch_tag !== null && !/any|multi|arm|aarch/.test(row.arch_tag))
    return silence('excluded', 'Tagged as built for x86 alone.')
  if (row.list_price === null)
    return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
  return null
}

/** Without a word about its programs the saving may be nothing. */
function machineShare(row: Row, share: number, ready: boolean): Factor {
  const price = priceShare(row, share)
  return ready ? price : { ...price, low: 0, high: Math.max(row.best_share ?? 0, price.high) }
}

function managedShare(row: Row, [expected, high]: readonly [number, number]): Factor {
  return {
    name: `part of the price that ends from ${row.type} to ${row.new_type}`,
    low: expected * 0.6,
    expected,
    high,
    unit: 'share',
    source: 'AWS CUDOS savings view, Graviton by service',
  }
}
