import type { ManagedRow, MlCompareAnswer } from '@outlay/shared/ml-parts'
import { formatCount, formatDay, formatMoney, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { MlTable } from './ml-table.tsx'

/** What managed machines cost above the plain ones that they run on. */
export function Managed({ answer }: { readonly answer: MlCompareAnswer }) {
  const { currency } = answer.meta
  if (answer.managed.length === 0) return null
  return (
    <>
      <h3 className="ml-subtitle">Managed beside self-managed</h3>
      <p className="ml-summary muted">{answer.formula}</p>
      <MlTable<ManagedRow>
        name="Managed beside self-managed"
        rows={answer.managed}
        shown={8}
        keyOf={({ provider, region, machineType }) => `${provider} ${region} ${machineType}`}
        columns={[
          {
            label: 'Managed machine',
            cell: ({ provider, region, plainType }) => (
              <>
                <span className="nowrap">{plainType}</span>
                <p className="row-note">
                  {MANAGED_NAME[provider] ?? valueLabel('provider', provider)}, {region ?? 'region unknown'}
                </p>
              </>
            ),
          },
          { label: 'Hours', num: true, cell: ({ hours }) => formatCount(Math.round(hours)) },
          {
            label: 'Managed, an hour',
            num: true,
            cell: ({ managedPerHour }) => formatUnitPrice(managedPerHour, currency),
          },
          {
            label: 'Plain, an hour',
            num: true,
            cell: ({ plainPerHour, asOf, priceRegion }) => (
              <>
                {formatUnitPrice(plainPerHour, currency)}
                <p className="row-note">
                  {priceRegion}, {formatDay(asOf, 'year')}
                </p>
              </>
            ),
          },
          { label: 'Premium', num: true, cell: ({ premium }) => formatShare(premium) },
          { label: 'Difference', num: true, cell: ({ difference }) => formatMoney(difference, currency) },
        ]}
      />
    </>
  )
}

const MANAGED_NAME: Readonly<Record<string, string>> = {
  aws: 'SageMaker',
  azure: 'Azure Machine Learning',
  gcp: 'Vertex AI',
}
