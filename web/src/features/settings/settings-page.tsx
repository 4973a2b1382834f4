import type { SettingsAnswer } from '@outlay/shared/settings'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { answer } from '../../lib/queries.ts'
import { useTitle } from '../../lib/use-title.ts'
import { BrowserCard } from './browser-card.tsx'
import { ChangesCard } from './changes-card.tsx'
import { FileCard } from './file-card.tsx'
import { MoneyCard } from './money-card.tsx'
import './settings.css'

/** What this browser, everybody and the configuration file have chosen. */
export function SettingsPage() {
  useTitle('Settings')
  const query = useQuery(answer<SettingsAnswer>('/settings'))
  return (
    <>
      <div className="page-head">
        <h1 className="answer">Settings: for this browser, for everybody, and of the file</h1>
      </div>
      <BrowserCard />
      <Load isPage query={query} what="The settings" skeleton={<Skeleton height={320} />}>
        {(settings) => (
          <>
            <MoneyCard settings={settings.data} />
            <ChangesCard changes={settings.changes} />
            <FileCard file={settings.file} />
          </>
        )}
      </Load>
    </>
  )
}
