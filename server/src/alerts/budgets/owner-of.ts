import type { Config } from '../../config.ts'
import type { Watched } from './budget.ts'

/** A budget with its owner, else that of its team, and whom Slack mentions: the team's owner, where it is the same. */
export function ownerOf(
  budget: Watched,
  team: Config['teams'][number] | undefined,
): { readonly budget: Watched; readonly mention: string | null } {
  const owner = budget.owner ?? team?.owner ?? null
  return { budget: { ...budget, owner }, mention: owner === team?.owner ? (team?.ownerSlack ?? null) : null }
}
