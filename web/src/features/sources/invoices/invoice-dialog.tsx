import type { NewInvoice, Reconciliation } from '@outlay/shared/invoices'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { NameDialog } from '../../../components/ui/name-dialog.tsx'
import { postChange, readName } from '../../../lib/change.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { invoicesOptions } from './invoices-options.ts'

interface InvoiceDialogProps {
  readonly rows: readonly Reconciliation[]
  readonly onClose: () => void
}

const AMOUNT = /^-?\d{1,20}(\.\d{1,14})?$/

/** An invoice as it stands on paper; entering the same one again corrects it. */
export function InvoiceDialog({ rows, onClose }: InvoiceDialogProps) {
  const newest = rows.find(({ state, result }) => state !== 'open' && result === 'no_invoice') ?? rows[0]
  const [invoice, setInvoice] = useState<NewInvoice>({
    invoiceId: '',
    billingAccount: newest?.billingAccount ?? '',
    month: newest?.month.slice(0, 7) ?? '',
    currency: newest?.currency ?? 'USD',
    amount: '',
  })
  const [naming, setNaming] = useState(false)
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () => postChange('/invoices', invoice),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: invoicesOptions().queryKey })
      onClose()
    },
  })
  const set = (patch: Partial<NewInvoice>) => setInvoice({ ...invoice, ...patch })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (readName() === null) setNaming(true)
    else save.mutate()
  }
  const isWhole = invoice.invoiceId.trim() !== '' && AMOUNT.test(invoice.amount.trim())
  return (
    <Dialog title="Enter an invoice" className="narrow" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Account rows={rows} invoice={invoice} onChange={set} />
        <TextField
          label="Invoice number"
          value={invoice.invoiceId}
          focus
          onChange={(invoiceId) => set({ invoiceId })}
        />
        <TextField
          label="Billing month"
          type="month"
          value={invoice.month}
          onChange={(month) => set({ month })}
        />
        <TextField
          label={`Amount in ${invoice.currency}, with tax`}
          value={invoice.amount}
          hint="With a point and without thousands signs: 1234.56. A credit note has a minus."
          onChange={(amount) => set({ amount: amount.trim() })}
        />
        <TextField
          label="Note, if any"
          value={invoice.note ?? ''}
          onChange={(note) => set({ note: note === '' ? undefined : note })}
        />
        {save.isError && <p role="alert">{save.error.message}</p>}
        <p className="form-actions">
          <button type="submit" className="button primary" disabled={!isWhole || save.isPending}>
            Save
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
      {naming && (
        <NameDialog
          onNamed={() => {
            setNaming(false)
            save.mutate()
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </Dialog>
  )
}

interface AccountProps {
  readonly rows: readonly Reconciliation[]
  readonly invoice: NewInvoice
  readonly onChange: (patch: Partial<NewInvoice>) => void
}

/** Accounts that the bill knows, each with its currency: an invoice of any other could be held against nothing. */
function Account({ rows, invoice, onChange }: AccountProps) {
  const keyOf = ({ billingAccount, currency }: Pick<NewInvoice, 'billingAccount' | 'currency'>) =>
    JSON.stringify([billingAccount, currency])
  const accounts = [...new Map(rows.map((row) => [keyOf(row), row])).entries()]
  return (
    <label className="field">
      <span className="field-label">Billing account</span>
      <select
        value={keyOf(invoice)}
        onChange={(event) => {
          const row = accounts.find(([key]) => key === event.target.value)?.[1]
          if (row !== undefined) onChange({ billingAccount: row.billingAccount, currency: row.currency })
        }}
      >
        {accounts.map(([key, { provider, billingAccount, billingAccountName, currency }]) => (
          <option key={key} value={key}>
            {`${valueLabel('provider', provider)} · ${billingAccountName ?? billingAccount} · ${currency}`}
          </option>
        ))}
      </select>
    </label>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly type?: 'text' | 'month'
  readonly hint?: string
  readonly focus?: boolean
  readonly onChange: (value: string) => void
}

function TextField({ label, value, type = 'text', hint, focus = false, onChange }: TextFieldProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        type={type}
        value={value}
        {...(focus && { 'data-autofocus': '' })}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </label>
  )
}
