import type { ImportSummary } from '@outlay/shared/api'
import { AppError } from '../errors.ts'
import { createPipeline, ImportKind, stageFiles } from '../ingest/pipeline.ts'
import { expandInputs } from '../ingest/staging/expand-inputs.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { textTable } from './table.ts'

/** Files into the lake and the facts. The files are read here; a running server gets the staged delivery. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'Bills, metrics, inventory, invoices, units or rates from files',
  usage:
    '<file, folder or glob>… [--source NAME] [--format auto|focus|aws-cur|azure-cost|gcp-billing] [--kind costs|metrics|inventory|invoices|units|rates] [--add] [--replace] [--strict] [--dry-run]',
  options: {
    source: { type: 'string' },
    format: { type: 'string' },
    kind: { type: 'string' },
    add: { type: 'boolean' },
    replace: { type: 'boolean' },
    strict: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run(context, flags, args) {
    if (args.length === 0)
      throw new AppError('USAGE', 'Name what to import: pnpm outlay import <file, folder or glob>…')
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
  return format === undefined || format === 'auto' ? null : format
}

function readKind(kind = 'costs') {
  const parsed = ImportKind.safeParse(kind)
  if (parsed.success) return parsed.data
  throw new AppError('USAGE', `--kind ${kind}: choose one of ${ImportKind.options.join(', ')}.`)
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

/** Files that could not be read at all make the command fail, although the others are in. */
function exitCodeOf(summary: ImportSummary): number {
  return summary.files.some((file) => file.error !== null) ? 65 : 0
}

function describe(summary: ImportSummary, dryRun: boolean): string {
  const lines = [
    `${summary.rowsKept} of ${summary.rowsIn} rows ${dryRun ? 'would be kept' : 'kept'}, ${summary.rowsRejected} rejected, from ${summary.files.length} file${summary.files.length === 1 ? '' : 's'}.`,
    ...Object.entries(summary.billedCost).map(([currency, cost]) => `BilledCost ${cost} ${currency}`),
  ]
  if (summary.imports.length > 0) lines.push('', unitsTable(summary))
  for (const file of summary.files) if (file.error !== null) lines.push(`${file.name}: ${file.error}`)
  for (const record of summary.imports)
    if (record.message !== null) lines.push(`${record.id}: ${record.message}`)
  if (summary.rowsRejected > 0)
    lines.push('Rejected rows and their reasons: Data sources in the app, or "pnpm outlay imports --json".')
  if (summary.conformance.length > 0) lines.push('', findingsTable(summary))
  return lines.join('\n')
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
