import type { CallContext } from '../collectors/call-context.ts'
import { CollectError, toAppError } from '../collectors/collect-error.ts'
import type { Collector, Probe } from '../collectors/collector.ts'
import { findCollector } from '../collectors/run.ts'
import { type ContextDeps, callContext, createMeter } from '../collectors/run-context.ts'
import type { SourceConfig } from '../config/sources.ts'
import { AppError } from '../errors.ts'
import { type Check, failed, ok, skipped, warning } from './check.ts'

export interface SourceDeps extends ContextDeps {
  readonly collectors?: readonly Collector[]
}

export interface SourceCheck {
  readonly checks: readonly Check[]
  /** Paid requests that the probes made. */
  readonly paid: number
  /** The cloud's clock against ours, in milliseconds: above 0, ours is behind. Null where no answer told a time. */
  readonly skewMs: number | null
}

/** Questions of a doctor; a source that pays for more is asked too much. */
const PAID_MAX = 20

/** Proves the permissions of a source one by one, by the cheapest call that needs each. */
export async function checkSource(source: SourceConfig, deps: SourceDeps): Promise<SourceCheck> {
  let found: ReturnType<typeof findCollector>
  try {
    found = findCollector(source, deps.collectors)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const check = { subject: source.id, check: 'settings', message: error.message }
    return {
      checks: [failed(check, 'Correct the setting in the config file.', error.exitCode)],
      paid: 0,
      skewMs: null,
    }
  }
  const { collector, settings } = found
  const meter = createMeter(source.id, PAID_MAX)
  const calls = callContext(source.id, deps, meter)
  const checks: Check[] = []
  let skewMs: number | null = null
  let refused: string | null = null
  for (const probe of collector.probes) {
    if (probe.enabled?.(settings) === false) continue
    if (refused !== null) {
      checks.push(skipped({ subject: source.id, check: probe.permission, message: `not asked: ${refused}` }))
      continue
    }
    const done = await runProbe(source, probe, settings, calls)
    checks.push(done.check)
    skewMs = done.skewMs ?? skewMs
    refused = done.endsSource ? done.check.message : null
  }
  if (checks.length === 0) {
    const message = `${collector.title} has nothing that could be asked without collecting`
    checks.push(skipped({ subject: source.id, check: 'permissions', message }))
  }
  return { checks, paid: meter.requests().paid, skewMs }
}

interface Probed {
  readonly check: Check
  readonly skewMs: number | null
  readonly endsSource: boolean
}

async function runProbe(
  source: SourceConfig,
  probe: Probe,
  settings: Record<string, unknown>,
  calls: CallContext,
): Promise<Probed> {
  const found = { subject: source.id, check: probe.permission }
  try {
    const { serverTime, note } = await probe.check(settings, calls)
    const message = note === undefined ? probe.purpose : `${probe.purpose}; ${note}`
    const skewMs = serverTime === undefined ? null : serverTime.getTime() - calls.clock().getTime()
    return { check: ok({ ...found, message }), skewMs, endsSource: false }
  } catch (error) {
    if (error instanceof CollectError)
      return { check: refusal(found, probe, error), skewMs: null, endsSource: error.endsSource }
    if (!(error instanceof AppError)) throw error
    const check = failed({ ...found, message: error.message }, 'Correct the setting.', error.exitCode)
    return { check, skewMs: null, endsSource: true }
  }
}

function refusal(found: Pick<Check, 'subject' | 'check'>, probe: Probe, error: CollectError): Check {
  const { message, exitCode } = toAppError(found.subject, error)
  // The permission is there when the cloud answers that it has nothing to tell yet.
  if (error.kind === 'no_data') return warning({ ...found, message }, 'Wait: the cloud has no data yet.')
  return failed({ ...found, message }, fixOf(probe, error), exitCode)
}

function fixOf({ permission, policy }: Probe, { kind, grant }: CollectError): string {
  const where = policy === undefined ? '' : ` (${policy})`
  if (kind === 'permission') return `Grant ${grant ?? permission}${where}.`
  if (kind === 'not_enabled')
    return grant === null ? 'Switch it on as the message says.' : `Switch on ${grant}.`
  if (kind === 'auth') return 'Give valid credentials in the environment or in the file that *_FILE names.'
  if (kind === 'throttled' || kind === 'quota')
    return 'Ask again later; the permission is neither proved nor missing.'
  if (kind === 'upstream' || kind === 'bad_answer') return 'Check the network, the endpoint and any proxy.'
  return 'Correct the setting that the message names.'
}
