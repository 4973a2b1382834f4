import type { ImportSummary } from '@outlay/shared/api'
import { AppError } from '../errors.ts'
import { createPipeline, formatFault, ImportKind, stageFiles } from '../ingest/pipeline.ts'
import { expandInputs } from '../ingest/staging/expand-inputs.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { importPlanFiles } from './import-plans.ts'
import { textTable } from './table.ts'

/** Files into the lake and the facts. The files are read here; a running server gets the staged delivery. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'Bills, metrics, inventory, invoices, units, rates or budget plans from files',
  usage:
    '<file, folder or glob>… [--source NAME] [--format auto|focus|aws-cur|azure-cost|gcp-billing] [--kind costs|metrics|inventory|invoices|units|rates|plan] [--budget ID] [--add] [--replace] [--strict] [--dry-run]',
  options: {
    source: { type: 'string' },
    format: { type: 'string' },
    kind: { type: 'string' },
    budget: { type: 'string' },
    add: { type: 'boolean' },
    replace: { type: 'boolean' },
    strict: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run(context, flags, args) {
    if (args.length === 0)
      throw new AppError('USAGE', 'Name what to import: pnpm outlay import <file, folder or glob>…')
    if (flagText(flags, 'kind') === 'plan') return importPlanFiles(context, flags, args)
    if (flags['budget'] !== undefined) throw new AppError('USAGE', '--budget is for --kind plan.')
    const staged = await stageFiles(context.dataDir, {
      files: expandInputs(args, context.cwd),
      format: readFormat(flagText(flags, 'format')),
      kind: readKind(flagText(flags, 'kind')),
      source: flagText(flags, 'source') ?? null,
      clock: context.clock,
      onProgress: context.progress,
    })
    const summary = await apply(context, staged.id, flags)
    context.print(context.json ? JSON.stringify(summary) : describe(summary, flags['dry-run'] === true))
    return exitCodeOf(summary)
  },
})

function readFormat(format: string | undefined): string | null {
  const fault = formatFault(format)
  if (fault !== null) throw new AppError('USAGE', `--format ${fault}`)
  return format === undefined || format === 'auto' ? null : format
}

function readKind(kind = 'costs') {
  const parsed = ImportKind.safeParse(kind)
  if (parsed.success) return parsed.data
  throw new AppError('USAGE', `--kind ${kind}: choose one of ${[...ImportKind.options, 'plan'].join(', ')}.`)
}

async function apply(context: CommandContext, id: string, flags: Flags): Promise<ImportSummary> {
  const applyFlags = {
    add: flags['add'] === true,
    replace: flags['replace'] === true,
    strict: flags['strict'] === true,
    dryRun: flags['dry-run'] === true,
  }
  return onDataFolder(context, {
    // The answer is one of our own server, of the same version, behind its token.
    viaServer: async (server) =>
      (await askServer(server, 'POST', `/api/v1/imports/staged/${id}`, applyFlags)) as ImportSummary,
    direct: (db) => createPipeline(db, context.config, context.clock).applyStaged(id, applyFlags),
  })
}

/** Files that could not be read, or that gave nothing, make the command fail, although the others are in. */
function exitCodeOf({ files, imports }: ImportSummary): number {
  const failed = files.some((file) => file.error !== null) || imports.some(({ state }) => state === 'failed')
  return failed ? 65 : 0
}

function describe(summary: ImportSummary, dryRun: boolean): string {
  const lines = [
    `${summary.rowsKept} of ${summary.rowsIn} rows ${dryRun ? 'would be kept' : 'kept'}, ${summary.rowsRejected} rejected, from ${summary.files.length} file${summary.files.length === 1 ? '' : 's'}.`,
    ...Object.entries(summary.billedCost).map(([currency, cost]) => `BilledCost ${cost} ${currency}`),
  ]
  if (summary.imports.length > 0) lines.push('', unitsTable(summary))
  lines.push(...fileNotes(summary), ...importNotes(summary))
  if (summary.rowsRejected > 0)
    lines.push('Rejected rows and their reasons: Data sources in the app, or "pnpm outlay imports --json".')
  if (summary.conformance.length > 0) lines.push('', findingsTable(summary))
  return lines.join('\n')
}

function fileNotes({ files }: ImportSummary): string[] {
  return files.flatMap(({ name, error, rowsIn }) => {
    if (error !== null) return [`${name}: ${error}`]
    return rowsIn === 0 ? [`${name}: holds no rows, only the names of columns.`] : []
  })
}

/** What the ledger says of an import, without what its file's own line says already. */
function importNotes({ files, imports }: ImportSummary): string[] {
  return imports.flatMap(({ id, message, ...record }) => {
    if (message === null) return []
    const told = files.find(({ name, error, rowsIn }) =>
      error === null ? rowsIn === 0 && record.files.includes(name) : message.includes(error),
    )
    if (told === undefined) return [`${id}: ${message}`]
    const others = record.files.filter((name) => name !== told.name)
    return others.length === 0 ? [] : [`${id}: not imported, because ${told.name} is part of it.`]
  })
}

function unitsTable({ imports }: ImportSummary): string {
  return textTable(
    ['import', 'provider', 'account', 'period', 'rows', 'state'],
    imports.map((record) => [
      record.id,
      record.provider ?? '',
      record.billingAccount ?? '',
      record.billingPeriod ?? '',
      String(record.rowsKept),
      record.state,
    ]),
    ['rows'],
  )
}

function findingsTable({ conformance }: ImportSummary): string {
  const rows = conformance.map((finding) => [finding.rule, String(finding.violations), finding.title])
  return `FOCUS conformance (nothing is blocked by it):\n${textTable(['rule', 'rows', 'expects'], rows, ['rows'])}`
}
