import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Skeleton } from '../../components/ui/states.tsx'
import { type PagePath, ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay, formatMoneyCompact, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { commitmentsOptions } from '../commitments/answers.ts'
import { mlOptions } from '../ml/ask.ts'

/** What commitments save against list prices, what of them nothing used, and which ends next. */
export function CommitmentFact() {
  const view = useView()
  const { range, known } = usePeriod()
  const { data, isPending, isError } = useQuery({ ...commitmentsOptions(view, range), enabled: known })
  if (isPending && !isError) return <Waiting />
  const next = data?.commitments.find(({ state, end }) => state === 'active' && end !== null)
  const rate = data?.overall.commitmentSavingsRate ?? null
  if (data === undefined || rate === null) return null
  return (
    <Fact to="/commitments" label="Effective savings rate" value={formatShare(rate)} amount={rate}>
      {formatMoneyCompact(data.overall.unused, data.meta.currency)} of commitments unused
      {next?.end != null && <>; the next ends on {formatDay(next.end.day)}</>}
    </Fact>
  )
}

/** What GPUs cost while they did nothing, and what a useful hour of one costs. */
export function GpuFact() {
  const view = useView()
  const { range, known } = usePeriod()
  const { data, isPending, isError } = useQuery({ ...mlOptions('summary', view, range), enabled: known })
  if (isPending && !isError) return <Waiting />
  if (data === undefined || Number(data.gpu.cost) === 0) return null
  const { gpu, meta } = data
  const hour = gpu.costPerUsefulHour
  return (
    <Fact
      to="/ml"
      label="GPUs idle"
      value={formatMoneyCompact(gpu.split.idle, meta.currency)}
      amount={gpu.split.idle}
    >
      of {formatMoneyCompact(gpu.cost, meta.currency)};{' '}
      {hour === null
        ? 'without measurements a useful hour has no price'
        : `a useful GPU hour costs ${formatUnitPrice(hour, meta.currency)} or more`}
    </Fact>
  )
}

interface FactProps {
  readonly to: PagePath
  readonly label: string
  readonly value: string
  readonly amount: string | number
  readonly children: ReactNode
}

function Fact({ to, label, value, amount, children }: FactProps) {
  return (
    <li className="tile">
      <ViewLink to={to} className="tile-link">
        <span className="tile-label">{label}</span>
        <data className="tile-value" value={amount}>
          {value}
        </data>
        <span className="tile-note">{children}</span>
      </ViewLink>
    </li>
  )
}

function Waiting() {
  return (
    <li className="tile">
      <Skeleton height={96} />
    </li>
  )
}
