import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import {
  importPlans,
  type PlanChange,
  type PlanFiles,
  type PlansImported,
} from '../alerts/budgets/import-plans.ts'
import { AppError } from '../errors.ts'
import { expandInputs } from '../ingest/staging/expand-inputs.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'

const BYTES_MAX = 1_000_000
/** Flags of bills, which mean nothing here. */
const OF_BILLS = ['source', 'format', 'add', 'replace', 'strict'] as const

/** `import --kind plan`: amounts by period for budgets, each file for the one that it is named after or `--budget` says. */
export async function importPlanFiles(
  context: CommandContext,
  flags: Flags,
  args: readonly string[],
): Promise<number> {
  const stray = OF_BILLS.find((name) => flags[name] !== undefined)
  if (stray !== undefined) throw new AppError('USAGE', `--${stray} is for bills, not for --kind plan.`)
  const request = readFiles(expandInputs(args, context.cwd), flags)
  const actor = context.env['USER'] ?? context.env['USERNAME'] ?? 'somebody'
  const answer = await onDataFolder<PlansImported>(context, {
    viaServer: async (server) =>
      (await askServer(server, 'POST', '/api/v1/budgets/plans', request, { actor })) as PlansImported,
    direct: (db) => importPlans({ db, config: context.config }, request, { actor, now: context.clock() }),
  })
  context.print(
    context.json ? JSON.stringify(answer) : answer.plans.map((plan) => describe(plan, answer)).join('\n'),
  )
  return 0
}

function readFiles(paths: readonly string[], flags: Flags): PlanFiles {
  const budget = flagText(flags, 'budget')
  if (budget !== undefined && paths.length > 1)
    throw new AppError(
      'USAGE',
      '--budget names one budget: give it one file, or name each file after its budget.',
    )
  const files = paths.map((path) => {
    const name = basename(path)
    if (statSync(path).size > BYTES_MAX)
      throw new AppError('BAD_DATA', `${name} is larger than ${BYTES_MAX} bytes: a plan has a line a period.`)
    return { name, budget: budget ?? name.replace(/\.[^.]*$/, ''), csv: readFileSync(path, 'utf8') }
  })
  return { files, dryRun: flags['dry-run'] === true }
}

function describe(plan: PlanChange, { dryRun }: PlansImported): string {
  const { budget, name, currency, periods, total, added, changed, removed, current } = plan
  const counts = [
    [added.length, 'new'],
    [changed.length, 'changed'],
    [removed.length, 'removed'],
  ] as const
  const moved = counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]))
  const now =
    current.amount === null
      ? `${current.period} is not in it: the budget has no amount for now.`
      : `${current.period}: ${current.amount} ${currency}.`
  return `${plan.file} → ${name} (${budget}): ${periods} ${periods === 1 ? 'period' : 'periods'}, ${total} ${currency} in all; ${moved.length === 0 ? 'the same as before' : moved.join(', ')}. ${now}${dryRun ? ' Nothing is kept.' : ''}`
}
