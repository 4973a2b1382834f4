import type { Basis } from '@outlay/shared/api'
import { CHARGES, METRICS } from '@outlay/shared/dimensions'
import { CHARGES_LABEL, METRIC_HINT, METRIC_LABEL } from '../../lib/labels.ts'
import { useSetView } from '../../lib/search-state.ts'
import { Menu, MenuItem } from './menu.tsx'
import { ViewLink } from './view-link.tsx'

/** Which money a total is: metric, charges and currency, with the menu to change them. */
export function BasisChip({ basis, currency }: { readonly basis: Basis; readonly currency: string }) {
  const setView = useSetView()
  const text = `${METRIC_LABEL[basis.metric]} · ${CHARGES_LABEL[basis.charges]} · ${currency}`
  return (
    <Menu label={`${text}: change what is counted`} button={text} className="chip-button">
      {(close) => (
        <>
          <p className="menu-title">Metric</p>
          {METRICS.map((metric) => (
            <MenuItem
              key={metric}
              checked={metric === basis.metric}
              hint={METRIC_HINT[metric]}
              onSelect={() => {
                setView({ metric })
                close()
              }}
            >
              {METRIC_LABEL[metric]}
            </MenuItem>
          ))}
          <p className="menu-title">Charges</p>
          {CHARGES.map((charges) => (
            <MenuItem
              key={charges}
              checked={charges === basis.charges}
              onSelect={() => {
                setView({ charges })
                close()
              }}
            >
              {CHARGES_LABEL[charges]}
            </MenuItem>
          ))}
          <ViewLink to="/match-your-console" className="menu-link" onClick={close}>
            How to match your console
          </ViewLink>
        </>
      )}
    </Menu>
  )
}
