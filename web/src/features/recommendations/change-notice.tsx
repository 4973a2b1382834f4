import { Icon } from '../../components/ui/icon.tsx'

interface ChangeNoticeProps {
  readonly busy: boolean
  /** What was done. */
  readonly says: string | null
  readonly error: Error | null
  readonly onUndo: (() => void) | null
  readonly onClose: () => void
}

/** What a change did and the way back. It stays until it is closed or the next change: nobody is hurried. */
export function ChangeNotice({ busy, says, error, onUndo, onClose }: ChangeNoticeProps) {
  const text = busy ? 'Saving…' : error !== null ? `It was not saved: ${error.message}` : (says ?? '')
  return (
    <div className={text === '' ? 'change-notice is-empty' : 'change-notice'}>
      <p role="status">{text}</p>
      {!busy && text !== '' && (
        <>
          {onUndo !== null && error === null && (
            <button type="button" className="button small" onClick={onUndo}>
              Undo
            </button>
          )}
          <button
            type="button"
            className="button small icon-only"
            aria-label="Close message"
            onClick={onClose}
          >
            <Icon name="close" size={14} />
          </button>
        </>
      )}
    </div>
  )
}
