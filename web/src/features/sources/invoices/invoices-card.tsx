import type { InvoicesAnswer } from '@outlay/shared/invoices'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { MoreRows } from '../../../components/table/more-rows.tsx'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { WorkingButton } from '../../../components/ui/working.tsx'
import { InvoiceDialog } from './invoice-dialog.tsx'
import { invoicesOptions } from './invoices-options.ts'
import { InvoicesTable } from './invoices-table.tsx'

const SHOWN = 8

/** Does it match the invoice: lines of the bill against what was invoiced, by account and month. */
export function InvoicesCard() {
  const query = useQuery(invoicesOptions())
  const [entering, setEntering] = useState(false)
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (query.isSuccess && location.hash === '#invoices') card.current?.scrollIntoView()
  }, [query.isSuccess])
  return (
    <section className="card card-flush" id="invoices" ref={card}>
      <div className="card-head">
        <div className="card-line">
          <h2 className="card-title">Invoices</h2>
          <button type="button" className="button small" onClick={() => setEntering(true)}>
            Enter an invoice
          </button>
        </div>
        <p className="card-note">
          Billed, all charges with tax and credits. Matched: to 1 unit of currency or 0.01 %.
        </p>
      </div>
      <Load query={query} what="The invoices" skeleton={<Skeleton height={320} />}>
        {(found) => (
          <>
            <Rows answer={found} />
            {entering && <InvoiceDialog rows={found.data} onClose={() => setEntering(false)} />}
          </>
        )}
      </Load>
    </section>
  )
}

function Rows({ answer: { sentence, data, meta } }: { readonly answer: InvoicesAnswer }) {
  const [all, setAll] = useState(false)
  if (data.length === 0) return <EmptyState title="No month of a bill is loaded yet" />
  const closed = data.filter(({ state }) => state !== 'open')
  const shown = all ? data : closed.slice(0, SHOWN)
  return (
    <>
      <div className="card-line invoices-head">
        <p data-testid="invoices-sentence">{sentence}</p>
        <WorkingButton
          of="the invoices"
          working={() => ({
            question: `What do the lines of the bill come to by account, month, currency and invoice, and what was invoiced, ${meta.start.slice(0, 7)} to ${meta.end.slice(0, 7)}`,
            method:
              'Invoiced minus billed. Within 1 unit of currency or 0.01 % it is rounding: matched. Explained: the fewest of tax, credits, corrections, rows that came later and other invoices, each whole, that make up the difference. Anything else is unexplained.',
            sql: [{ title: '', sql: meta.sql, params: meta.params }],
            rows: null,
            view: (view) => ({
              ...view,
              metric: 'billed',
              charges: 'all',
              by: 'billingAccount',
              by2: null,
              period: 'last',
            }),
          })}
        />
      </div>
      <InvoicesTable rows={shown} />
      {data.length > shown.length || all ? (
        <MoreRows shown={shown.length} total={data.length} all={all} onAll={setAll} />
      ) : null}
    </>
  )
}
