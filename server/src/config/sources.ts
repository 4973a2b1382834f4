import { z } from 'zod'
import { cronFault } from '../schedule/cron.ts'
import { NO_SCHEDULE } from '../schedule/next-run.ts'
import { slug } from './fields.ts'

/** What a collector tells about its settings; `id` is the source's `type` in the file. */
export interface SourcePlugin {
  readonly id: string
  readonly config: z.ZodObject
}

/** One entry of `sources`, checked by its collector's schema. */
export interface SourceConfig {
  readonly id: string
  readonly type: string
  /** Cron expression in UTC, or `off`; default once a day. */
  readonly schedule?: string | undefined
  readonly [setting: string]: unknown
}

const schedule = z.string().superRefine((text, context) => {
  const fault = text === NO_SCHEDULE ? null : cronFault(text)
  if (fault !== null) context.addIssue({ code: 'custom', message: `${fault}; or write ${NO_SCHEDULE}` })
})

/** The entries of `sources`: `type` picks the collector, whose settings stand beside `id` and `type`. */
export function sources(plugins: readonly SourcePlugin[]): z.ZodType<SourceConfig[]> {
  const [first, ...others] = plugins.map(({ id, config }) =>
    config.extend({ id: slug, type: z.literal(id), schedule: schedule.optional() }).strict(),
  )
  if (first === undefined) throw new Error('no collector is registered')
  const union = z.discriminatedUnion('type', [first, ...others], {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? `known types are ${plugins.map(({ id }) => id).join(', ')}`
        : undefined,
  })
  const entry = union.superRefine((source, context) => {
    for (const [key, message] of connectionFaults(source))
      context.addIssue({ code: 'custom', path: [key], message })
  })
  return z.array(entry) as unknown as z.ZodType<SourceConfig[]>
}

/** A token or a bill must not travel in the clear, nor to a stranger. */
function connectionFaults(source: Readonly<Record<string, unknown>>): [string, string][] {
  const { endpoint, tokenFile } = source
  const url = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const faults: [string, string][] = []
  if (url?.protocol === 'http:' && !isLoopback(url))
    faults.push(['endpoint', 'plain http is for loopback only, use https'])
  if (tokenFile !== undefined && (url === undefined || !isLoopback(url))) {
    faults.push(['tokenFile', 'a token file is for an endpoint on loopback only'])
  }
  return faults
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
