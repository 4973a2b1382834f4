/** Questions that most people ask, for a first look; each an address of the Explorer. */
export const BUILT_IN_VIEWS: readonly { readonly name: string; readonly search: string }[] = [
  { name: 'Services this month', search: 'by=service' },
  { name: 'Teams by provider', search: 'by=team&by2=provider' },
  { name: 'Environments by provider', search: 'by=tag:env&by2=provider' },
  { name: 'Accounts, last 30 days', search: 'p=30d&by=subAccount' },
  { name: 'A year by month', search: 'p=12m&g=m&by=provider' },
  { name: 'As invoiced, last month', search: 'p=last&by=service&metric=billed&charges=all' },
  { name: 'Usage without a team', search: 'by=resource&charges=usage&f=team:absent' },
  { name: 'Machine learning', search: 'p=90d&by=service&f=serviceCategory:is:AI+and+Machine+Learning' },
]
