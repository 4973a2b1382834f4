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
import { defineRule, silence, times } from '../rule.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  new_maker: z.string().nullable(),
  maker: z.string().nullable(),
  arch_tag: z.string().nullable(),
  dearer: z.string().nullable(),
})

/**
 * As many cores and as much memory on another x86 machine for less: AMD, or a newer generation, only where the price that
 * is really paid falls (a newer one is often dearer; n1 earns sustained use, e2 does not).
 */
export const newerX86 = defineRule({
  id: 'GEN-02',
  slug: 'gen-02-newer-x86',
  title: 'Same machine for less on another x86 processor',
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
      select priced.provider, billing_account, resource, currency, choice.new_type, new_vcpu, new_memory, new_price, new_maker,
        new_family, new_generation, ${PRICE_SHARE} as share
      from priced
      join choice using (provider, region, type_key)
      where kind = 'vm' and coalesce(gpus, 0) = 0 and new_architecture = 'x86' and new_family <> family and new_vcpu = vcpu
        and new_memory >= memory_gib and new_generation >= generation and (new_class = class or new_class = 'burstable' and burstable)
        and (new_maker in ('amd', 'intel') or family = 'n1')
    ),
    best as (
      select *
      from fit
      where share >= $min_share
      qualify row_number() over (partition by provider, billing_account, resource, currency
        order by share + 0.01 * new_generation desc) = 1
    ),
    newest as (
      select provider, billing_account, resource, currency, max_by(new_type, new_generation * 10 + share) as dearer
      from fit where share < 0 group by all
    )
    select ${MACHINE_COLUMNS}, maker, arch_tag, new_type, new_vcpu, new_memory, new_price, share, new_maker, dearer
    from priced
    left join best using (provider, billing_account, resource, currency)
    left join newest using (provider, billing_account, resource, currency)
    where kind = 'vm' and coalesce(gpus, 0) = 0 and coalesce(architecture, 'x86') = 'x86'
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days)
    if (refused !== null) return refused
    if (row.covered_share > 0.5)
      return silence('already_covered', 'A commitment pays for its family until it ends.')
    if (row.arch_tag !== null && /intel/.test(row.arch_tag))
      return silence('excluded', 'Tagged as bound to Intel.')
    if (row.list_price === null)
      return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
    if (row.new_type === null || row.share === null) {
      return silence(
        'not_worth_it',
        row.dearer === null
          ? 'No machine of its size costs less.'
          : 'Newer machines of its size cost as much or more.',
      )
    }
    const share = priceShare(row, row.share)
    return {
      verdict: 'finding',
      grade: 'S',
      title: `${row.name}: ${row.new_type} is as large as ${row.type} and costs ${Math.round(row.share * 100)} % less`,
      probability: trust(row, 0.6),
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      move: familyMove(row),
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: {
        ...changeFacts(row),
        processor: row.maker,
        new_processor: row.new_maker,
        sustained_use: row.sud,
      },
      remediation: changeSteps(row, row.new_type),
    }
  },
})
