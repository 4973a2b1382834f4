import { MappingError, type RawFile, type Reader } from '../reader.ts'
import { awsCostExplorer } from './aws-cost-explorer.ts'
import { awsCur } from './aws-cur.ts'
import { azureCost } from './azure-cost.ts'
import { azureCostManagement } from './azure-cost-management.ts'
import { focus } from './focus.ts'
import { gcpBilling } from './gcp-billing.ts'

/** Every format that can be read. One line a reader, in the order in which they are offered. */
export const readers: readonly Reader[] = [
  focus,
  awsCur,
  awsCostExplorer,
  azureCost,
  azureCostManagement,
  gcpBilling,
]

/**
 * The reader for a file, by its header or by name (`auto`, `null` or a reader's id). Throws a MappingError that names
 * the closest format and what it lacks.
 */
export function recognise(file: RawFile, format: string | null): Reader {
  if (format !== null && format !== 'auto') return byId(format)
  const scored = readers.map((reader) => ({ reader, score: reader.detect(file) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score > 0) return best.reader
  throw unknownHeader(file)
}

function byId(format: string): Reader {
  const reader = readers.find(({ id }) => id === format)
  if (reader !== undefined) return reader
  throw new MappingError(
    `There is no format ${format}. Formats: auto, ${readers.map(({ id }) => id).join(', ')}.`,
  )
}

function unknownHeader(file: RawFile): MappingError {
  const formats = readers.map(({ id }) => id).join(', ')
  const closest = readers
    .map((reader) => ({ reader, lack: lackOf(reader, file) }))
    .sort((a, b) => a.lack.share - b.lack.share)[0]
  const header = file.header.slice(0, 6).join(', ')
  if (closest === undefined || closest.lack.share >= 1) {
    return new MappingError(
      `${file.name} is no bill that Outlay knows (its columns: ${header}${file.header.length > 6 ? ', …' : ''}). Formats: ${formats}. Check that the first line holds the column names.`,
    )
  }
  return new MappingError(
    `${file.name} is closest to ${closest.reader.title} (${closest.reader.id}) but lacks ${closest.lack.missing.join(', ')}. Export it again with these columns, or name its format with --format (${formats}).`,
    { missing: closest.lack.missing },
  )
}

function lackOf(reader: Reader, file: RawFile): { share: number; missing: readonly string[] } {
  try {
    reader.map(file)
    return { share: 1, missing: [] }
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return { share: error.required === 0 ? 1 : error.missing.length / error.required, missing: error.missing }
  }
}
