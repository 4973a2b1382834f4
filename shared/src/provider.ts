/** Slugs of the providers that Outlay knows by name; any other provider is a slug of its own name. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(aws|amazon web services.*|amazon.*)$/i, 'aws'],
  [/^(azure|microsoft.*)$/i, 'azure'],
  [/^(gcp|google.*)$/i, 'gcp'],
  [/^(oci|oracle.*)$/i, 'oci'],
]

/** `Amazon Web Services, Inc.` → `aws`; `Snowflake Inc.` → `snowflake-inc`. Empty names become `unknown`. */
export function providerSlug(name: string): string {
  const trimmed = name.trim()
  for (const [pattern, slug] of KNOWN) if (pattern.test(trimmed)) return slug
  return (
    trimmed
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'unknown'
  )
}
