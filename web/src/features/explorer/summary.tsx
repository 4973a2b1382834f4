import type { CostsAnswer } from '@outlay/shared/api'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { Delta } from '../../components/ui/delta.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { formatMoneyExact } from '../../lib/format.ts'
import { periodLabel, rangeLabel } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { groupsOf } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'
import { scopeOf } from '../changes/change-scope.ts'
import { ExplainButton } from '../changes/explain-button.tsx'

interface SummaryProps {
  readonly answer: CostsAnswer
  readonly view: View
  readonly range: Range
}

/** The answer in a sentence: how much, over which days, against which. */
export function Summary({ answer: { meta }, view, range }: SummaryProps) {
  return (
    <div className="page-head">
      <div>
        <h1 className="answer">
          <data value={meta.total} className="answer-total" data-testid="total">
            {formatMoneyExact(meta.total, meta.currency)}
          </data>{' '}
          <span className="answer-rest">{periodLabel(view.period, range)}</span>
        </h1>
        <p className="answer-detail">
          {rangeLabel(range)}
          {view.compare !== 'none' && groupsOf(view).length === 1 && (
            <>
              {' · '}
              <Delta current={meta.total} previous={meta.previousTotal} currency={meta.currency} />
              {meta.previousTotal !== undefined && meta.previous !== undefined && (
                <>
                  <span className="muted"> vs {rangeLabel(meta.previous)} </span>
                  <ExplainButton of="the total" scope={() => scopeOf(view, range)} />
                </>
              )}
            </>
          )}
          {meta.currencies.some(({ currency }) => currency !== meta.currency) && (
            <span className="muted">
              {' · '}
              <NotIncluded currencies={meta.currencies} currency={meta.currency} />
            </span>
          )}
        </p>
        {meta.report !== undefined && <ReportNote report={meta.report} />}
      </div>
      <BasisChip basis={meta.basis} currency={meta.currency} />
    </div>
  )
}
