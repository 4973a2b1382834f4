import type { SourceState } from '@outlay/shared/api'
import { CatchBoundary, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { TokenPage } from '../../features/access/token-page.tsx'
import { copyText } from '../../lib/clipboard.ts'
import type { CommandContext } from '../../lib/commands.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { useServerState } from '../../lib/server-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useShortcuts } from '../../lib/use-shortcuts.ts'
import { Patterns } from '../charts/patterns.tsx'
import { ViewLink } from '../ui/view-link.tsx'
import { Header } from './header.tsx'
import { Nav } from './nav.tsx'
import { Notices } from './notices.tsx'

const Palette = lazy(async () => ({ default: (await import('../../features/palette/palette.tsx')).Palette }))
const HelpSheet = lazy(async () => ({
  default: (await import('../../features/palette/help-sheet.tsx')).HelpSheet,
}))

/** Every page, or the question for a token, which a server that wants one gives no further files without. */
export function Shell() {
  const { refused } = useServerState()
  return refused ? <TokenPage /> : <Pages />
}

/** What surrounds every page: skip link, navigation, header, demo banner, palette and help. */
function Pages() {
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const [notice, setNotice] = useState('')
  const { meta } = usePeriod()
  const context = useCommandContext({
    openPalette: () => setOpen('palette'),
    openHelp: () => setOpen('help'),
    copyLink: () => void copyText(location.href).then(() => setNotice(`Link copied: ${location.href}`)),
  })
  useShortcuts(context)
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <Patterns />
      <div className="shell">
        <Nav />
        <div className="shell-main">
          <Header context={context} />
          <main id="content" tabIndex={-1}>
            <Notices />
            <Outlet />
          </main>
          {meta?.demo === true && <DemoBanner clouds={cloudsOf(meta.sources)} />}
        </div>
      </div>
      <p className="notice" role="status" key={notice}>
        {notice}
      </p>
      <CatchBoundary getResetKey={() => open ?? ''} errorComponent={Nothing}>
        <Suspense fallback={null}>
          {open === 'palette' && <Palette context={context} onClose={() => setOpen(null)} />}
          {open === 'help' && <HelpSheet onClose={() => setOpen(null)} />}
        </Suspense>
      </CatchBoundary>
    </>
  )
}

/** Stands for what could not be fetched: header and notices tell why. */
function Nothing() {
  return null
}

function useCommandContext(
  actions: Pick<CommandContext, 'openPalette' | 'openHelp' | 'copyLink'>,
): CommandContext {
  const view = useView()
  const { now } = usePeriod()
  const setView = useSetView()
  const navigate = useNavigate()
  return {
    view,
    now,
    setView,
    goTo: (path) => void navigate({ to: path, search: { ...view, selected: null, local: {} } }),
    ...actions,
  }
}

/** How many clouds bill; what is no bill of costs has none. */
function cloudsOf(sources: readonly SourceState[]): number {
  return new Set(sources.map(({ provider }) => provider).filter(Boolean)).size
}

/** At the foot of the window, where its late arrival moves nothing. */
function DemoBanner({ clouds }: { readonly clouds: number }) {
  return (
    <section className="demo-banner" aria-label="Demo data">
      <strong>Demo data</strong>: an invented company on {clouds} clouds. Your own bill goes in under{' '}
      <ViewLink to="/sources">Data sources</ViewLink>.
    </section>
  )
}
