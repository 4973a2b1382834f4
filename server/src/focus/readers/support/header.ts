import { MappingError, type RawFile } from '../../reader.ts'

/** Looks columns up by name whatever their case (or, with another fold, their punctuation) and remembers which were asked for. */
export interface Header {
  /** Quoted SQL identifier of the first of the names that the file has. */
  find(...names: readonly string[]): string | undefined
  /** As `find`, as a value: empty and `NULL` texts are null. Null when the file has none of the names. */
  text(...names: readonly string[]): string
  has(...names: readonly string[]): boolean
  /** Names of the file that nobody asked for, as it spells them. */
  unused(): string[]
}

export function readHeader(file: RawFile, fold: (name: string) => string = foldCase): Header {
  const spelled = new Map<string, string>()
  for (const name of file.header) if (!spelled.has(fold(name))) spelled.set(fold(name), name)
  const used = new Set<string>()
  const find = (...names: readonly string[]) => {
    for (const name of names) {
      const own = spelled.get(fold(name))
      if (own !== undefined) {
        used.add(own)
        return identifier(own)
      }
    }
    return undefined
  }
  return {
    find,
    text(...names) {
      const found = find(...names)
      return found === undefined ? 'null' : blankAsNull(found)
    },
    has: (...names) => names.some((name) => spelled.has(fold(name))),
    unused: () => file.header.filter((name) => !used.has(name)),
  }
}

export function foldCase(name: string): string {
  return name.trim().toLowerCase()
}

/** `lineItem/UsageType`, `line_item_usage_type` and `LineItemUsageType` are one name. */
export function foldPunctuation(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Bills write null as nothing, as an empty quoted text, or as the word. */
function blankAsNull(expression: string): string {
  return `case when ${expression} in ('', 'NULL', 'null') then null else ${expression} end`
}

/** Throws when one of the groups (any name of a group will do) is missing from the file. */
export function requireColumns(
  file: RawFile,
  header: Header,
  title: string,
  groups: readonly (readonly [string, ...string[]])[],
): void {
  const missing = groups.filter((group) => !header.has(...group)).map((group) => group[0])
  if (missing.length === 0) return
  throw new MappingError(
    `${file.name} cannot be read as ${title}: no column ${missing.join(', ')}. Export it again with ${missing.length === 1 ? 'this column' : 'these columns'}, or name its format with --format.`,
    { missing, required: groups.length },
  )
}
