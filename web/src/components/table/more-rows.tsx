import { formatCount } from '../../lib/format.ts'

interface MoreRowsProps {
  readonly shown: number
  readonly total: number
  readonly all: boolean
  readonly onAll: (all: boolean) => void
}

/** How many rows of a list are on screen, and the rest for the asking. */
export function MoreRows({ shown, total, all, onAll }: MoreRowsProps) {
  return (
    <p className="table-foot">
      Showing {formatCount(shown)} of {formatCount(total)}
      <button type="button" className="button small" onClick={() => onAll(!all)}>
        {all ? 'Show fewer' : 'Show all'}
      </button>
    </p>
  )
}
