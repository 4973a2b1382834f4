import type { ReportType } from '@outlay/shared/reports'
import { recipientsOf } from '../alerts/recipients.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Timetable } from './schedule/fire-time.ts'
import { kindOf, reportKinds } from './types/registry.ts'
import type { ReportKind } from './types/report-kind.ts'

/** A report of the library: a kind that anybody may look at, or one that the configuration sends. */
export interface ReportEntry {
  readonly id: string
  readonly kind: ReportKind
  /** Of a configured one: whose it is; null for the whole company. */
  readonly team: string | null
  readonly source: 'built-in' | 'config'
  readonly timetable: Timetable | null
  readonly recipients: readonly string[]
}

/** Configured reports, then every kind whose name they leave free. */
export function reportLibrary(config: Config): readonly ReportEntry[] {
  const configured = config.reports.map((each): ReportEntry => {
    const { id, team, day, time, timezone, send } = each
    const recipients = recipientsOf({ notify: send, team }, config)
    return {
      id,
      kind: kindOf(each.type),
      team,
      source: 'config',
      timetable: { day, time, timezone },
      recipients,
    }
  })
  const taken = new Set(configured.map(({ id }) => id))
  const others = reportKinds.filter(({ id }) => !taken.has(id)).map((kind) => builtIn(kind, config))
  return [...configured, ...others]
}

function builtIn(kind: ReportKind, config: Config): ReportEntry {
  const recipients = recipientsOf({ notify: [], team: null }, config)
  return { id: kind.id, kind, team: null, source: 'built-in', timetable: null, recipients }
}

/** @throws NOT_FOUND */
export function findReport(config: Config, id: string): ReportEntry {
  const found = reportLibrary(config).find((entry) => entry.id === id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no report "${id}".`)
  return found
}

/** A kind as a report, whatever the configuration calls its own. */
export function reportOfType(config: Config, type: ReportType): ReportEntry {
  return builtIn(kindOf(type), config)
}
