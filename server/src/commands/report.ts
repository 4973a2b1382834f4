import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReportPreview } from '@outlay/shared/report-answers'
import { createDetectorRunner } from '../detect/run-detectors.ts'
import { AppError } from '../errors.ts'
import { reportOfType } from '../reports/library.ts'
import { rendererFor, renderers } from '../reports/renderers/registry.ts'
import type { Renderer } from '../reports/renderers/renderer.ts'
import { createReporting } from '../reports/reporting.ts'
import { reportKinds } from '../reports/types/registry.ts'
import { createRuleRunner } from '../rules/life/refresh.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'

const TYPES = reportKinds.map(({ id }) => id)

/** A report of any past week or month, written down by the ending of the file. */
export const reportCommand = defineCommand({
  name: 'report',
  summary: `A report of a past week or month: ${TYPES.join(', ')}`,
  usage: `${TYPES.join('|')} [--team T] [--week 2026-W47] [--month 2026-11] [--out report.html|.md|.csv|.json|.txt]`,
  options: {
    team: { type: 'string' },
    week: { type: 'string' },
    month: { type: 'string' },
    out: { type: 'string' },
  },
  async run(context, flags, args) {
    const asked = readAsked(context, flags, args)
    const { data, rendered } = await ask(context, asked)
    if (asked.out !== null && rendered !== undefined) {
      write(asked.out, rendered.content)
      context.progress(`Wrote ${asked.out}`)
    }
    if (context.json) context.print(JSON.stringify(data))
    else if (asked.out === null && rendered !== undefined) context.print(rendered.content.trimEnd())
    return 0
  },
})

interface Asked {
  readonly type: (typeof reportKinds)[number]['id']
  readonly team: string | null
  readonly period: string | undefined
  readonly out: string | null
  readonly renderer: Renderer
}

function readAsked({ cwd }: CommandContext, flags: Flags, args: readonly string[]): Asked {
  const [type, ...others] = args
  const kind = reportKinds.find(({ id }) => id === type)
  if (kind === undefined || others.length > 0) {
    throw new AppError('USAGE', `Name one report: ${reportKinds.map(({ id }) => id).join(', ')}.`)
  }
  const [own, other] = kind.period === 'week' ? (['week', 'month'] as const) : (['month', 'week'] as const)
  if (flags[other] !== undefined)
    throw new AppError('USAGE', `--${other}: the ${kind.id} report is of a ${kind.period}; use --${own}.`)
  const file = flagText(flags, 'out')
  const found = rendererFor(file ?? '.txt')
  if (found === undefined) {
    const endings = renderers.map(({ extension }) => extension).join(', ')
    throw new AppError('USAGE', `--out: the file must end in one of ${endings}.`)
  }
  return {
    type: kind.id,
    team: flagText(flags, 'team') ?? null,
    period: flagText(flags, own),
    out: file === undefined ? null : resolve(cwd, file),
    renderer: found,
  }
}

function write(path: string, content: string): void {
  try {
    writeFileSync(path, content)
  } catch (cause) {
    throw new AppError(
      'CANNOT_WRITE',
      `${path} could not be written. Name a file in a folder that is there.`,
      { cause },
    )
  }
}

/** Beside a server that runs through it, else on the folder itself. */
async function ask(context: CommandContext, { type, team, period, renderer }: Asked): Promise<ReportPreview> {
  const { config, clock, log } = context
  return onDataFolder(context, {
    viaServer: async (server) => {
      const body = { team, ...(period === undefined ? {} : { period }), format: renderer.id }
      return (await askServer(server, 'POST', `/api/v1/reports/${type}/preview`, body)) as ReportPreview
    },
    direct: async (db) => {
      const rules = createRuleRunner(db, clock)
      const detectors = createDetectorRunner(db, clock)
      const reporting = createReporting({
        ...{ db, config, clock, log },
        allocation: { teams: config.teams, allocation: config.allocation },
        refresh: async () => {
          await rules.refresh()
          await detectors.refresh()
        },
      })
      const data = await reporting.make({ entry: reportOfType(config, type), team, period })
      const content = await renderer.render(data, { publicUrl: config.publicUrl, permalink: null })
      return { data, rendered: { format: renderer.id, contentType: renderer.contentType, content } }
    },
  })
}
