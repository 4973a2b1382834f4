import { ALIGNMENTS } from '@outlay/shared/dimensions'
import { commandKeys } from '../../lib/commands.ts'
import { ALIGN_LABEL, COMPARE_LABEL } from '../../lib/labels.ts'
import { alignmentOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { COMPARE_WITH } from '../../lib/view.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'

const SHORT = { prev: 'vs before', yoy: 'vs last year', none: 'No comparison' } as const

/** What the period is compared with, and how its days are paired. */
export function CompareControl() {
  const view = useView()
  const setView = useSetView()
  const { range } = usePeriod()
  const align = alignmentOf(view, range)
  return (
    <Menu label={`${SHORT[view.compare]}: change the comparison`} button={SHORT[view.compare]}>
      {(close) => (
        <>
          {COMPARE_WITH.map((compare) => (
            <MenuItem
              key={compare}
              checked={compare === view.compare}
              shortcut={compare === 'none' ? commandKeys('compare')?.toUpperCase() : undefined}
              onSelect={() => {
                setView({ compare })
                close()
              }}
            >
              {COMPARE_LABEL[compare]}
            </MenuItem>
          ))}
          <p className="menu-title">Days are paired by</p>
          {ALIGNMENTS.map((choice) => (
            <MenuItem
              key={choice}
              checked={choice === align}
              onSelect={() => {
                setView({ align: choice })
                close()
              }}
            >
              {ALIGN_LABEL[choice]}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  )
}
