import type { Setting, SettingsAnswer } from '@outlay/shared/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { SelectField } from '../../components/ui/select-field.tsx'
import { patchJson } from '../../lib/change.ts'
import { formatInstant } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { usePeriod } from '../../lib/use-period.ts'

const OWN = 'own'
const INHERIT = 'inherit'

const RATES = {
  inherit: 'Of each day (default)',
  day: 'Of each day',
  month: 'Of the close of each month',
} as const

/** Of everybody: into which currency bills are converted, and by which rates of a file. */
export function MoneyCard({ settings: { currency, rate } }: { readonly settings: SettingsAnswer['data'] }) {
  const client = useQueryClient()
  const { meta } = usePeriod()
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (change: { readonly currency?: string | null; readonly rate?: string }) =>
      patchJson<SettingsAnswer>('/settings', change),
    onSuccess: () => client.invalidateQueries(),
  })
  const value = currency.from === 'file' ? INHERIT : (currency.value ?? OWN)
  const known = new Set([...(meta?.currencies ?? []), 'USD', 'EUR', 'GBP', 'JPY', 'INR', 'CHF'])
  return (
    <section className="card settings-card" aria-labelledby="everybody">
      <h2 className="card-title" id="everybody">
        Everybody
      </h2>
      <SelectField
        label="Report currency"
        value={value}
        options={[INHERIT, OWN, ...known]}
        text={(option) => labelOf(option, currency)}
        hint="Amounts are converted by the bill’s own rate first, else by a rates file; what has no rate stays apart and is named."
        onChange={(chosen) => save.mutate({ currency: chosen === OWN ? null : chosen })}
      />
      <SelectField
        label="Rates of the rates file"
        value={rate.from === 'file' ? INHERIT : rate.value}
        options={['inherit', 'day', 'month'] as const}
        text={(option) => RATES[option]}
        hint="A rate holds until the next one, for a week at most. The rate of a bill itself always goes first."
        onChange={(chosen) => save.mutate({ rate: chosen })}
      />
      <p className="row-note" role="status">
        {save.isPending
          ? 'Saving…'
          : currency.changedAt !== null
            ? `Changed by ${isolate(currency.changedBy ?? '')} ${formatInstant(currency.changedAt)}`
            : 'Nobody has changed it here.'}
      </p>
      {save.isError && <p role="alert">It was not saved: {save.error.message}</p>}
    </section>
  )
}

function labelOf(option: string, { value, from }: Setting<string | null>): string {
  if (option === OWN) return 'Each bill in its own'
  if (option !== INHERIT) return option
  return from === 'file' ? `As the file says (${value ?? 'each bill in its own'})` : 'As the file says'
}
