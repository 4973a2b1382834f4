import { DraftScope } from '../draft-scope.tsx'
import { ExplainCard } from './explain-card.tsx'
import { TeamRulesCard } from './team-rules-card.tsx'
import { VersionsCard } from './versions-card.tsx'
import { VirtualTagsCard } from './virtual-tags-card.tsx'

/** The rules in their order, the tags that they add, why something belongs where it does, and who changed what. */
export function RulesTab() {
  return (
    <>
      <DraftScope>
        {(draft) => (
          <>
            <TeamRulesCard draft={draft} />
            <VirtualTagsCard draft={draft} />
          </>
        )}
      </DraftScope>
      <ExplainCard />
      <VersionsCard />
    </>
  )
}
