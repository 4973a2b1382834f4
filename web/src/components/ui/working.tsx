import { lazy, Suspense, useState } from 'react'
import { pagePart } from '../../lib/page-part.ts'
import type { Working } from '../../lib/working.ts'
import { Icon } from './icon.tsx'

/** Waits until someone asks: most figures are never doubted. */
const WorkingDialog = lazy(async () => ({
  default: (await pagePart(import('./working-dialog.tsx'))).WorkingDialog,
}))

interface WorkingButtonProps {
  /** What the figure is called, for the title and for those who do not see where the button stands. */
  readonly of: string
  /** Made when the button is pressed; a promise where its maker waits for that too. */
  readonly working: () => Working | Promise<Working>
  /** Only the sign, for places that have no room. */
  readonly small?: boolean
}

/** "Show working": the question in words, its SQL, the rows it came from, and a link that asks it again. */
export function WorkingButton({ of, working, small = false }: WorkingButtonProps) {
  const [shown, setShown] = useState<Working | null>(null)
  const label = `Show working of ${of}`
  return (
    <>
      <button
        type="button"
        className={small ? 'button icon-only ghost working-button' : 'button small working-button'}
        aria-haspopup="dialog"
        aria-label={label}
        {...(small && { title: label })}
        onClick={() => void Promise.resolve(working()).then(setShown)}
      >
        <Icon name="code" size={14} />
        {!small && 'Show working'}
      </button>
      {shown !== null && (
        <Suspense>
          <WorkingDialog of={of} working={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  )
}
