import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { toDay } from '@outlay/shared/period'
import { AppError } from '../errors.ts'
import { type DemoScore, scoreDemo } from '../score/score-demo.ts'
import { scoreReport } from '../score/score-report.ts'
import { defineCommand, flagText } from './command.ts'

const SEEDS = '1,2,3,4'

/** Runs the rules on demo companies whose waste is known, beside the naive baseline. Touches no data folder of yours. */
export const scoreCommand = defineCommand({
  name: 'score',
  summary: 'The rules against planted waste and decoys, beside the naive baseline',
  usage: '[--seeds 1,2,3,4] [--out docs/score.md]',
  options: { seeds: { type: 'string' }, out: { type: 'string' } },
  async run(context, flags) {
    const seeds = readSeeds(flagText(flags, 'seeds') ?? SEEDS)
    const scores: DemoScore[] = []
    for (const seed of seeds) {
      scores.push(
        await scoreDemo(seed, { config: context.config, clock: context.clock, onProgress: context.progress }),
      )
    }
    const report = scoreReport(scores, toDay(context.clock()))
    const out = flagText(flags, 'out')
    if (out !== undefined) writeFileSync(resolve(context.cwd, out), report)
    context.print(context.json ? JSON.stringify(scores) : report)
    return 0
  },
})

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map(Number)
  if (seeds.every((seed) => Number.isSafeInteger(seed) && seed > 0)) return seeds
  throw new AppError(
    'USAGE',
    `--seeds ${text}: write whole numbers from 1 on with commas between, e.g. ${SEEDS}.`,
  )
}
