import { lazy, Suspense, useState } from 'react'
import { pagePart } from '../../lib/page-part.ts'
import type { ChangeScope } from './change-scope.ts'

/** Waits until someone asks why. */
const ExplainDialog = lazy(async () => ({
  default: (await pagePart(import('./explain-dialog.tsx'))).ExplainDialog,
}))

interface ExplainButtonProps {
  /** What changed, as it is called on the page. */
  readonly of: string
  readonly scope: () => ChangeScope
  readonly className?: string
}

/** "Explain": why a cost changed, split into usage, price, commitment, new, gone and mix. */
export function ExplainButton({ of, scope, className = 'button small ghost' }: ExplainButtonProps) {
  const [shown, setShown] = useState<ChangeScope | null>(null)
  return (
    <>
      <button
        type="button"
        className={`${className} explain-button`}
        aria-haspopup="dialog"
        aria-label={`Explain the change of ${of}`}
        onClick={() => setShown(scope())}
      >
        Explain
      </button>
      {shown !== null && (
        <Suspense>
          <ExplainDialog of={of} scope={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  )
}
