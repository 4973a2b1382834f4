import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportInput } from '@outlay/shared/report-definitions'
import type { ReportSection, ReportType } from '@outlay/shared/reports'
import { recipientsOf } from '../alerts/recipients.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { type Definition, readDefinitions } from './definitions/read-definitions.ts'
import type { Timetable } from './schedule/fire-time.ts'
import { kindOf, reportKinds } from './types/registry.ts'
import type { ReportKind } from './types/report-kind.ts'

/** A report of the library: a kind that anybody may look at, or one that the file or the app sets up. */
export interface ReportEntry {
  readonly id: string
  /** As people call it; null for one that has no name but that of its kind. */
  readonly name: string | null
  readonly kind: ReportKind
  /** Whose it is; with null and no filters of the whole company. */
  readonly team: string | null
  readonly filters: readonly string[]
  readonly sections: readonly ReportSection[]
  readonly source: 'built-in' | 'config' | 'app'
  /** Null for one that is sent by hand alone. */
  readonly timetable: Timetable | null
  /** Its timetable rests. */
  readonly paused: boolean
  readonly recipients: readonly string[]
  /** As the app takes it, where it was made there. */
  readonly input: ReportInput | null
  /** One of the app has the same id and does not count. */
  readonly hides: boolean
}

/** Reports of the file, then those of the app whose ids the file leaves free, then every kind as it is. */
export function reportLibrary(config: Config, definitions: readonly Definition[]): readonly ReportEntry[] {
  const made = new Set(definitions.map(({ id }) => id))
  const configured = config.reports.map((each) => ofFile(each, config, made.has(each.id)))
  const taken = new Set(configured.map(({ id }) => id))
  const own = definitions.filter(({ id }) => !taken.has(id)).map((each) => ofApp(each, config))
  const others = reportKinds.filter(({ id }) => !taken.has(id)).map((kind) => builtIn(kind, config))
  return [...configured, ...own, ...others]
}

/** The library as it stands now. */
export async function readLibrary(
  connection: DuckDBConnection,
  config: Config,
): Promise<readonly ReportEntry[]> {
  return reportLibrary(config, await readDefinitions(connection))
}

function ofFile(given: Config['reports'][number], config: Config, hides: boolean): ReportEntry {
  const { id, type, team, day, time, timezone, send } = given
  return {
    ...builtIn(kindOf(type), config),
    ...{ id, team, source: 'config', hides },
    timetable: { day, time, timezone },
    recipients: recipientsOf({ notify: send, team }, config),
  }
}

function ofApp({ id, input }: Definition, config: Config): ReportEntry {
  return { ...entryOf(input, config), id, source: 'app' }
}

/** A report as somebody describes it, which may not be kept yet. */
export function entryOf(input: ReportInput, config: Config): ReportEntry {
  const { name, type, team, filters, sections, schedule, paused, send } = input
  return {
    ...builtIn(kindOf(type), config),
    ...{ name, team, filters, sections, paused, input },
    timetable: schedule,
    recipients: recipientsOf({ notify: send, team }, config),
  }
}

function builtIn(kind: ReportKind, config: Config): ReportEntry {
  return {
    ...{ id: kind.id, name: null, kind, team: null, filters: [], sections: kind.sections },
    ...{ source: 'built-in', timetable: null, paused: false, input: null, hides: false },
    recipients: recipientsOf({ notify: [], team: null }, config),
  }
}

/** @throws NOT_FOUND */
export function findReport(library: readonly ReportEntry[], id: string): ReportEntry {
  const found = library.find((entry) => entry.id === id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no report "${id}".`)
  return found
}

/** A kind as a report, whatever the configuration calls its own. */
export function reportOfType(config: Config, type: ReportType): ReportEntry {
  return builtIn(kindOf(type), config)
}
