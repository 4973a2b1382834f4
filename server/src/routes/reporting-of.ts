import { AppError } from '../errors.ts'
import type { Reporting } from '../reports/reporting.ts'
import type { AppDeps } from './deps.ts'

/** @throws NOT_FOUND where the server makes no reports */
export function reportingOf({ reporting }: Pick<AppDeps, 'reporting'>): Reporting {
  if (reporting === undefined) throw new AppError('NOT_FOUND', 'This server makes no reports.')
  return reporting
}
