/** What was looked at, what was found, and what to do about it. */
export interface Check {
  /** `data-folder`, `clock`, or the source's id. */
  readonly subject: string
  /** `ce:GetCostAndUsage`, `writable`, … */
  readonly check: string
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly message: string
  /** The next step, where there is one. */
  readonly fix: string | null
  /** Exit code of the command where this is the gravest fault. */
  readonly exitCode: number
}

type Found = Pick<Check, 'subject' | 'check' | 'message'>

export function ok(found: Found): Check {
  return { ...found, state: 'ok', fix: null, exitCode: 0 }
}

export function skipped(found: Found): Check {
  return { ...found, state: 'skipped', fix: null, exitCode: 0 }
}

export function warning(found: Found, fix: string): Check {
  return { ...found, state: 'warning', fix, exitCode: 0 }
}

export function failed(found: Found, fix: string, exitCode: number): Check {
  return { ...found, state: 'failed', fix, exitCode }
}

/** Settings before the folder, the folder before the cloud, a refusal before a silence. */
const GRAVEST = [78, 74, 73, 77, 69]

/** 0 when nothing failed, else the exit code of the gravest fault. */
export function exitCodeOf(checks: readonly Check[]): number {
  const codes = new Set(checks.filter(({ state }) => state === 'failed').map(({ exitCode }) => exitCode))
  return GRAVEST.find((code) => codes.has(code)) ?? (codes.size > 0 ? 1 : 0)
}
