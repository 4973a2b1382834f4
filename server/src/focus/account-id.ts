/**
 * One id for an account, however the bill spells it. Azure's FOCUS exports write whole resource paths where its native
 * exports and queries write bare ids, and change case from file to file:
 * `/providers/Microsoft.Billing/billingAccounts/8611537` and `8611537` are one account, `/subscriptions/<guid>` and
 * `<guid>` one subscription. A path that names a billing profile gives the profile, which is the account of a Microsoft
 * Customer Agreement's bill. Ids of other providers stay as they are. Decision: docs/decisions/0008.
 */
export function accountId(provider: string, id: string): string {
  if (provider !== 'azure') return id
  const text = id.trim().toLowerCase()
  if (!text.includes('/')) return text
  return PROFILE.exec(text)?.[1] ?? ACCOUNT.exec(text)?.[1] ?? text
}

/** SQL that does as accountId; both arguments are SQL expressions, `provider` gives the slug. */
export function accountIdSql(provider: string, id: string): string {
  const text = `lower(trim(${id}))`
  const found = (pattern: RegExp) =>
    `nullif(regexp_extract(${text}, '${pattern.source.replaceAll('\\/', '/')}', 1), '')`
  return `case when ${provider} = 'azure' then
      case when contains(${id}, '/') then coalesce(${found(PROFILE)}, ${found(ACCOUNT)}, ${text}) else ${text} end
    else ${id} end`
}

const PROFILE = /(?:^|\/)billingprofiles\/([^/]+)/
const ACCOUNT = /(?:^|\/)(?:billingaccounts|subscriptions)\/([^/]+)/
