import type { Plan, PlanPayment, PlanProgram } from '@outlay/shared/commitment-plan'
import { useState } from 'react'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { formatUnitPrice } from '../../../lib/format.ts'
import { useLocal } from '../../../lib/use-local.ts'

interface ChoicesProps {
  readonly programs: readonly PlanProgram[]
  readonly program: PlanProgram
  readonly plan: Plan
}

const PAYMENT: Readonly<Record<PlanPayment, string>> = {
  none: 'No upfront',
  partial: 'Partial upfront',
  all: 'All upfront',
}
const ENDING = ['0', '30', '60', '90'] as const
const MEASURES = ['none', 'taken'] as const

/** Which commitment, where, for how long, and at which discount; each stands in the address. */
export function Choices({ programs, program, plan }: ChoicesProps) {
  const { local, setLocal } = useLocal()
  const scopes = new Map(program.scopes.map((scope) => [scope.id, scope]))
  const choose = (patch: Readonly<Record<string, string | null>>) => setLocal({ hourly: null, ...patch })
  return (
    <div className="planner-choices">
      <SelectField
        label="Program"
        value={program.id}
        options={programs.map(({ id }) => id)}
        text={(id) => programs.find((each) => each.id === id)?.name ?? id}
        onChange={(id) => choose({ program: id, scope: null, term: null, pay: null, rate: null })}
      />
      <SelectField
        label="Where"
        value={plan.scope.id}
        options={[...scopes.keys()]}
        text={(id) => scopeText(scopes.get(id) ?? plan.scope)}
        onChange={(id) => choose({ scope: id, program: program.id })}
      />
      <SelectField
        label="Term"
        value={String(plan.term)}
        options={['12', '36']}
        text={(term) => (term === '12' ? '1 year' : '3 years')}
        onChange={(term) => choose({ term: term === '12' ? null : term })}
      />
      <SelectField
        label="Payment"
        value={plan.payment}
        options={program.payments}
        text={(payment) => PAYMENT[payment]}
        onChange={(payment) => choose({ pay: payment === 'none' ? null : payment })}
      />
      <SelectField
        label="Usage of ending commitments"
        value={String(plan.demand.ending)}
        options={ENDING}
        text={(days) => (days === '0' ? 'not counted' : `counted, within ${days} days`)}
        onChange={(days) => choose({ ending: days === '0' ? null : days })}
      />
      <SelectField
        label="Other recommendations"
        value={plan.demand.measures}
        options={MEASURES}
        text={(measures) => (measures === 'none' ? 'not taken' : 'taken first')}
        onChange={(measures) => choose({ measures: measures === 'none' ? null : measures })}
      />
      <DiscountField
        key={local['rate'] ?? ''}
        given={local['rate'] ?? null}
        onChange={(rate) => choose({ rate })}
      />
    </div>
  )
}

function scopeText({ name, onDemandHourly, currency }: Plan['scope']): string {
  return `${name} · ${formatUnitPrice(onDemandHourly, currency)}/h`
}

interface DiscountFieldProps {
  /** 0–1 as text; null where the server chooses. */
  readonly given: string | null
  readonly onChange: (rate: string | null) => void
}

/** The discount of an offer in hand, in percent; empty takes what the bill or the catalogue knows. */
function DiscountField({ given, onChange }: DiscountFieldProps) {
  const [text, setText] = useState(given === null ? '' : String(Math.round(Number(given) * 1000) / 10))
  const save = () => {
    const percent = Number(text)
    const valid = text.trim() !== '' && percent > 0 && percent <= 95
    const rate = valid ? (percent / 100).toFixed(4) : null
    if (rate !== given) onChange(rate)
  }
  return (
    <label className="field">
      <span className="field-label">Discount of your offer, %</span>
      <input
        type="number"
        min="1"
        max="95"
        step="0.1"
        inputMode="decimal"
        placeholder="from bill or catalogue"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
        }}
      />
    </label>
  )
}
