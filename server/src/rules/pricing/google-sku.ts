/**
 * SQL for the machine family of a Google SKU description, in lower case: `N2 Instance Core running in Americas` → `n2`.
 * Google bills cores, memory and accelerators of a machine apart and names only the family; null for other SKUs and for
 * commitments.
 */
export function googleFamilySql(description: string): string {
  return `case
    when ${description} ilike 'Commitment%' then null
    when regexp_matches(${description}, '(?i)\\bcompute[- ]optimized (?:instance )?(?:core|ram)') then 'c2'
    when regexp_matches(${description}, '(?i)\\bmemory[- ]optimized (?:upgrade )?(?:instance )?(?:core|ram)') then 'm1'
    when regexp_matches(${description}, '(?i)\\bcustom instance (?:core|ram)')
      and not regexp_matches(${description}, '(?i)\\b[a-z][0-9][a-z]? (?:amd |arm )?custom') then 'n1'
    else nullif(lower(regexp_extract(${description},
      '(?i)\\b([a-z][0-9][a-z]?)(?: (?:amd|arm|predefined|custom|extended|sole tenancy))* instance (?:core|ram)', 1)), '')
  end`
}

/** SQL for the part of a machine that a Google SKU description bills: `core`, `ram`, `core and ram`, `gpu` or null. */
export function googlePartSql(description: string): string {
  return `case
    when ${description} ilike 'Commitment%' then null
    when regexp_matches(${description}, '(?i)\\bcore and ram\\b') then 'core and ram'
    when regexp_matches(${description}, '(?i)\\bgpu\\b|^nvidia\\b') then 'gpu'
    when regexp_matches(${description}, '(?i)\\bcore\\b') then 'core'
    when regexp_matches(${description}, '(?i)\\bram\\b') then 'ram'
  end`
}
