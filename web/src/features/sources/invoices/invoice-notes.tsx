import type { Invoice } from '@outlay/shared/invoices'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../../lib/api.ts'
import { formatInstant } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { invoicesOptions } from './invoices-options.ts'

/** Which invoices there are: those of files with their issuer, those entered with by whom, when and how to take them away. */
export function InvoiceNotes({ invoices }: { readonly invoices: readonly Invoice[] }) {
  return invoices.map((invoice) =>
    invoice.id === null ? (
      <p key={`file ${invoice.invoiceId}`} className="row-note">
        {isolate(invoice.invoiceId)}
        {invoice.issuer !== null && <> of {isolate(invoice.issuer)}</>}
      </p>
    ) : (
      <Entered key={invoice.id} invoice={invoice} id={invoice.id} />
    ),
  )
}

function Entered({ invoice, id }: { readonly invoice: Invoice; readonly id: string }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => request(`/invoices/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: invoicesOptions().queryKey }),
  })
  const { invoiceId, actor, enteredAt, note } = invoice
  return (
    <p className="row-note">
      {isolate(invoiceId)} entered by {isolate(actor ?? 'somebody')}
      {enteredAt !== null && <>, {formatInstant(enteredAt)}</>}
      {note !== null && <>: {isolate(note)}</>}{' '}
      <button
        type="button"
        className="link-button"
        aria-label={`Remove ${invoiceId}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove
      </button>
      {remove.isError && <span role="alert"> {remove.error.message}</span>}
    </p>
  )
}
