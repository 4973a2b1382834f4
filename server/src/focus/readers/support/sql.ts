/** Small SQL expressions that readers share. All take and give SQL text; values stay VARCHAR. */

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/**
 * Folds a value to the spelling of the specification, ignoring case, blanks and hyphens; other values stay as they are.
 * Values that are spelled right, which is nearly all, are let through before the costly fold.
 */
export function foldValues(expression: string, spellings: Readonly<Record<string, string>>): string {
  const whens = Object.entries(spellings).map(([key, value]) => `when ${quoted(key)} then ${quoted(value)}`)
  const right = [...new Set(Object.values(spellings))].map(quoted).join(', ')
  return `case when ${expression} is null or ${expression} in (${right}) then ${expression} else case ${foldedText(expression)} ${whens.join(' ')} else ${expression} end end`
}

export function spellings(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value) => [value.toLowerCase().replace(/[\s_-]/g, ''), value]))
}

/** A key → value table as a map lookup; null for an unknown key. Keys are compared in lower case. */
export function lookUp(expression: string, table: Readonly<Record<string, string>>): string {
  const keys = Object.keys(table)
  if (keys.length === 0) return 'null'
  const values = keys.map((key) => quoted(table[key] ?? ''))
  return `map([${keys.map((key) => quoted(key.toLowerCase())).join(', ')}], [${values.join(', ')}])[lower(${expression})]`
}

/**
 * `[{"key": k, "value": v}, …]` (BigQuery, some Parquet writers) → JSON object text. An object stays as it is, and so
 * does text that is neither, for typing to reject it.
 */
export function tagsAsObject(expression: string): string {
  const pair = `to_json(coalesce(e->>'key', e->>'Key', ''))::varchar || ':' || coalesce(to_json(coalesce(e->>'value', e->>'Value'))::varchar, 'null')`
  const object = `'{' || array_to_string(list_transform(json_extract(${expression}, '$[*]'), lambda e: ${pair}), ',') || '}'`
  return `case when ${expression} like '[%' then coalesce(try(${object}), ${expression}) else ${expression} end`
}

/** Oracle writes times without seconds, BigQuery with the word UTC. */
export function timeText(expression: string): string {
  return `case when ${expression} like '____-__-__T__:__Z' then left(${expression}, 16) || ':00Z' when ${expression} like '% UTC' then replace(left(${expression}, length(${expression}) - 4), ' ', 'T') || 'Z' else ${expression} end`
}

function foldedText(expression: string): string {
  return `lower(replace(replace(replace(${expression}, ' ', ''), '-', ''), '_', ''))`
}
