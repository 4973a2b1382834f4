import type { AllocationMatch } from '@outlay/shared/allocation'
import type { UntaggedItem } from '@outlay/shared/tagging'

/** How far a rule from the list reaches. */
export interface Reach {
  readonly id: 'these' | 'group' | 'account'
  readonly label: string
  readonly match: AllocationMatch
}

/** Just what was chosen, and where it all lies in one place, all of that place that carries no tag `team`. */
export function reachesOf(items: readonly UntaggedItem[]): readonly Reach[] {
  const resources = items.flatMap(({ resource }) => (resource === null ? [] : [`resource:is:${resource}`]))
  const charges = items.filter(({ resource }) => resource === null).map(chargesOf)
  const these: Reach = {
    id: 'these',
    label: theseLabel(items),
    match: [...(resources.length === 0 ? [] : [resources]), ...charges],
  }
  const group = only(items.map(({ resourceGroup }) => resourceGroup))
  const account = only(items.map(({ subAccount }) => subAccount))
  return [
    these,
    ...(group === null ? [] : [placeOf('group', `resource group ${group}`, `resourceGroup:is:${group}`)]),
    ...(account === null
      ? []
      : [placeOf('account', `account ${items[0]?.subAccountName ?? account}`, `subAccount:is:${account}`)]),
  ]
}

function chargesOf({ subAccount, service }: UntaggedItem): readonly string[] {
  return [
    'resource:absent',
    subAccount === null ? 'subAccount:absent' : `subAccount:is:${subAccount}`,
    service === null ? 'service:absent' : `service:is:${service}`,
    'tag:team:absent',
  ]
}

function placeOf(id: 'group' | 'account', place: string, filter: string): Reach {
  return { id, label: `All without the tag team in ${place}`, match: [[filter, 'tag:team:absent']] }
}

function theseLabel(items: readonly UntaggedItem[]): string {
  const [first] = items
  if (items.length > 1) return `These ${items.length}`
  if (first === undefined) return 'Nothing'
  return first.resource === null
    ? `Charges of ${first.service ?? 'no service'} without a resource`
    : `Only ${first.resourceName ?? first.resource}`
}

function only(values: readonly (string | null)[]): string | null {
  const all = new Set(values)
  return all.size === 1 ? ([...all][0] ?? null) : null
}
