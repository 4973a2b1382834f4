import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { copyText } from '../../lib/clipboard.ts'
import type { CommandContext } from '../../lib/commands.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useShortcuts } from '../../lib/use-shortcuts.ts'
import { Patterns } from '../charts/patterns.tsx'
import { ViewLink } from '../ui/view-link.tsx'
import { Header } from './header.tsx'
import { Nav } from './nav.tsx'

const Palette = lazy(async () => ({ default: (await import('../../features/palette/palette.tsx')).Palette }))
const HelpSheet = lazy(async () => ({
  default: (await import('../../features/palette/help-sheet.tsx')).HelpSheet,
}))

/** What surrounds every page: skip link, navigation, header, demo banner, palette and help. */
export function Shell() {
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
          {meta?.demo === true && (
            <DemoBanner providers={new Set(meta.sources.map((s) => s.provider)).size} />
          )}
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <p className="notice" role="status" key={notice}>
        {notice}
      </p>
      <Suspense fallback={null}>
        {open === 'palette' && <Palette context={context} onClose={() => setOpen(null)} />}
        {open === 'help' && <HelpSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
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
    goTo: (path) => void navigate({ to: path, search: { ...view, selected: null } }),
    ...actions,
  }
}

function DemoBanner({ providers }: { readonly providers: number }) {
  return (
    <section className="demo-banner" aria-label="Demo data">
      <strong>Demo data</strong>: an invented company on {providers} clouds. Your own bill goes in under{' '}
      <ViewLink to="/sources">Data sources</ViewLink>.
    </section>
  )
}
