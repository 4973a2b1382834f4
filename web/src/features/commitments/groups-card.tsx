import type { CommitmentGroup, CommitmentsAnswer } from '@outlay/shared/commitments'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { Segments } from '../../components/ui/segments.tsx'
import { formatMoney } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useLocal } from '../../lib/use-local.ts'
import { share } from './words.ts'

const SPLITS = [
  { value: 'provider', label: 'Cloud', dimension: 'provider', field: 'byProvider' },
  { value: 'account', label: 'Account', dimension: 'subAccount', field: 'byAccount' },
  { value: 'team', label: 'Team', dimension: 'team', field: 'byTeam' },
] as const

const COLUMNS = [
  { label: 'Coverage', num: true },
  { label: 'Utilisation', num: true },
  { label: 'Savings rate', num: true },
  { label: 'Savings rate, in all', num: true },
  { label: 'Used', num: true },
  { label: 'Unused', num: true },
  { label: 'On demand', num: true },
  { label: 'Priced by estimate', num: true },
]

/** The same ratios by cloud, account or team. */
export function GroupsCard({ answer }: { readonly answer: CommitmentsAnswer }) {
  const { local, setLocal } = useLocal()
  const [first] = SPLITS
  const split = SPLITS.find(({ value }) => value === local['split']) ?? first
  const groups = answer[split.field].filter(
    ({ used, unused, onDemand }) => used !== '0' || unused !== '0' || onDemand !== '0',
  )
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Who is covered</h2>
          <p className="card-note">
            Unused hours stand at the account that pays for the commitment, used ones where they were used
          </p>
        </div>
        <Segments
          label="By"
          value={split.value}
          options={SPLITS}
          onChange={(value) => setLocal({ split: value === first.value ? null : value })}
        />
      </div>
      {groups.length === 0 ? (
        <p className="commit-none groups-none">
          Nothing to divide: no line of this period carries a cost under a commitment or is known to be one
          that could.
        </p>
      ) : (
        <ScrollRegion className="is-tall" label={`Coverage by ${split.label.toLowerCase()}`}>
          <table className="table">
            <caption className="sr-only">
              Coverage, utilisation and savings rates by {split.label.toLowerCase()}
            </caption>
            <TableHead columns={[{ label: split.label }, ...COLUMNS]} />
            <tbody>
              {groups.map((group) => (
                <GroupRow
                  key={`${group.provider} ${group.value}`}
                  group={group}
                  name={group.name ?? valueLabel(split.dimension, group.value)}
                  currency={answer.meta.currency}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

interface GroupRowProps {
  readonly group: CommitmentGroup
  readonly name: string
  readonly currency: string
}

function GroupRow({ group, name, currency }: GroupRowProps) {
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td className="num">{share(group.coverage)}</td>
      <td className="num">{share(group.utilisation)}</td>
      <td className="num">{share(group.commitmentSavingsRate)}</td>
      <td className="num">{share(group.totalSavingsRate)}</td>
      <td className="num">{formatMoney(group.used, currency)}</td>
      <td className="num">{formatMoney(group.unused, currency)}</td>
      <td className="num">{formatMoney(group.onDemand, currency)}</td>
      <td className="num">{share(group.estimatedShare)}</td>
    </tr>
  )
}
