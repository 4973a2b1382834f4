import { chosenSources } from '../collect-sources.ts'
import type { Check } from '../doctor/check.ts'
import { type Examination, examine } from '../doctor/examine.ts'
import { defineCommand } from './command.ts'

const PATIENCE = { sdkAttempts: 1, attempts: 2, baseMs: 500, maxMs: 5_000 } as const
const MARKS: Readonly<Record<Check['state'], string>> = { ok: '✔', warning: '!', failed: '✘', skipped: '–' }

/** Checks config, data folder, clock, credentials and permissions, each with its fix. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Checks config, credentials, permissions and clock, each with its fix',
  usage: '[SOURCE…]',
  options: {},
  async run(context, _flags, args) {
    const { config } = context
    const examination = await examine({
      ...context,
      sources: config.sources.length === 0 && args.length === 0 ? [] : chosenSources(args, config),
      signal: new AbortController().signal,
      retries: PATIENCE,
    })
    context.print(context.json ? JSON.stringify(examination) : describe(examination))
    return examination.exitCode
  },
})

function describe({ checks, paidRequests }: Examination): string {
  const lines = checks.flatMap(({ subject, check, state, message, fix }) => [
    `${MARKS[state]} ${subject} ${check}: ${message}`,
    ...(fix === null ? [] : [`    ${fix}`]),
  ])
  return [
    ...lines,
    ...(paidRequests === 0 ? [] : [`The questions took ${paidRequests} paid requests.`]),
  ].join('\n')
}
