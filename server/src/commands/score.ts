import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { toDay } from '@outlay/shared/period'
import { dataPaths } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { type Backtest, backtest } from '../score/backtest.ts'
import { backtestOf, backtestReport, withBacktest } from '../score/backtest-report.ts'
import { DETECTORS_HEADING, detectorsReport } from '../score/detectors/detectors-report.ts'
import { type DetectorScore, scoreDetectors } from '../score/detectors/score-detectors.ts'
import { sectionOf, withSection } from '../score/page-section.ts'
import { type DemoScore, onDemo, scoreDemo } from '../score/score-demo.ts'
import { scoreReport } from '../score/score-report.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { owningFolder } from './data-folder.ts'

const SEEDS = '1,2,3,4'
const MONTHS = 5

/**
 * Runs the rules on demo companies whose waste is known, beside the naive baseline, and touches no data folder of yours;
 * with --backtest it reads the data folder's past months instead, or the demo's where there is no data.
 */
export const scoreCommand = defineCommand({
  name: 'score',
  summary:
    'The rules against planted waste and decoys, beside the naive baseline; --backtest on past months; --detectors: anomalies and forecasts',
  usage:
    '[--seeds 1,2,3,4] [--out docs/score.md] | --backtest [--months 5] [--out docs/score.md] | --detectors [--seeds 1,2,3,4] [--out docs/score.md]',
  options: {
    seeds: { type: 'string' },
    out: { type: 'string' },
    backtest: { type: 'boolean' },
    detectors: { type: 'boolean' },
    months: { type: 'string' },
  },
  async run(context, flags) {
    if (flags['backtest'] === true) await runBacktest(context, flags)
    else if (flags['detectors'] === true) await runDetectors(context, flags)
    else await runScore(context, flags)
    return 0
  },
})

async function runScore(context: CommandContext, flags: Flags): Promise<void> {
  const seeds = readSeeds(flagText(flags, 'seeds') ?? SEEDS)
  const scores: DemoScore[] = []
  for (const seed of seeds) scores.push(await scoreDemo(seed, depsOf(context)))
  const report = scoreReport(scores, toDay(context.clock()))
  keep(context, flags, (page) =>
    withSection(
      withBacktest(report, backtestOf(page)),
      DETECTORS_HEADING,
      sectionOf(page, DETECTORS_HEADING),
    ),
  )
  context.print(context.json ? JSON.stringify(scores) : report)
}

async function runDetectors(context: CommandContext, flags: Flags): Promise<void> {
  const seeds = readSeeds(flagText(flags, 'seeds') ?? SEEDS)
  const scores: DetectorScore[] = []
  for (const seed of seeds) scores.push(await scoreDetectors(seed, depsOf(context)))
  const section = detectorsReport(scores, toDay(context.clock()))
  keep(context, flags, (page) => withSection(page, DETECTORS_HEADING, section))
  context.print(context.json ? JSON.stringify(scores) : section)
}

async function runBacktest(context: CommandContext, flags: Flags): Promise<void> {
  const options = { clock: context.clock, months: readMonths(flags), onProgress: context.progress }
  const own = existsSync(dataPaths(context.dataDir).file)
  const found: Backtest = own
    ? await owningFolder(context, (db) => backtest(db, options))
    : await onDemo(1, depsOf(context), (db) => backtest(db, options))
  const section = backtestReport(
    found,
    toDay(context.clock()),
    own ? 'a data folder' : 'the demo company (seed 1)',
  )
  keep(context, flags, (page) => withBacktest(page, section))
  context.print(context.json ? JSON.stringify(found) : section)
}

function depsOf({ config, clock, progress }: CommandContext) {
  return { config, clock, onProgress: progress }
}

/** Score and backtest share the page: each leaves the other's part. */
function keep(context: CommandContext, flags: Flags, change: (page: string) => string): void {
  const out = flagText(flags, 'out')
  if (out === undefined) return
  const path = resolve(context.cwd, out)
  writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''))
}

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map(Number)
  if (seeds.every((seed) => Number.isSafeInteger(seed) && seed > 0)) return seeds
  throw new AppError(
    'USAGE',
    `--seeds ${text}: write whole numbers from 1 on with commas between, e.g. ${SEEDS}.`,
  )
}

function readMonths(flags: Flags): number {
  const text = flagText(flags, 'months') ?? String(MONTHS)
  const months = Number(text)
  if (Number.isSafeInteger(months) && months > 0) return months
  throw new AppError('USAGE', `--months ${text}: write a whole number from 1 on.`)
}
