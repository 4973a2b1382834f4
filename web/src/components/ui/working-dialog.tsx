import type { Working } from '../../lib/working.ts'
import { Dialog } from './dialog.tsx'
import { WorkingPanel } from './working-panel.tsx'

interface WorkingDialogProps {
  readonly of: string
  readonly working: Working
  readonly onClose: () => void
}

/** The working of one figure over the page. */
export function WorkingDialog({ of, working, onClose }: WorkingDialogProps) {
  return (
    <Dialog title={`Working of ${of}`} className="wide" onClose={onClose}>
      <WorkingPanel working={working} onLeave={onClose} />
    </Dialog>
  )
}
