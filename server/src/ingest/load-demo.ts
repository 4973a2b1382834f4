import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addDays, type Day, monthStart, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { AppError } from '../errors.ts'
import type { FactOptions } from './apply/options.ts'
import { applyDelivery } from './apply.ts'
import { clearDemo, markDemo } from './demo-data.ts'
import { ImportKind, stageFiles } from './pipeline.ts'

const Manifest = z.object({
  asOf: z.string(),
  lines: z.int(),
  deliveries: z.array(
    z.object({
      source: z.string(),
      kind: ImportKind,
      files: z.array(z.string()),
      createdAt: z.iso.datetime(),
      monthly: z.boolean().default(false),
    }),
  ),
})

export interface LoadDemoOptions {
  readonly facts: FactOptions
  readonly clock: Clock
  readonly seed?: number
  /** Where the generator writes what is planted, for scoring; it is never imported. */
  readonly truthFile?: string
  readonly signal?: AbortSignal
  /** Writes the company's bills into a folder; the default is the generator of `data/demo`. */
  readonly generate?: (out: string, asOf: Day, options: GenerateOptions) => Promise<DemoManifest>
  onProgress(text: string): void
}

export type DemoManifest = z.input<typeof Manifest>
type GenerateOptions = Pick<LoadDemoOptions, 'seed' | 'signal' | 'truthFile'>

/**
 * Makes the demo company in a child process and imports its bills one delivery after the other, through the same path
 * as any bill, each at the time at which it arrived. A load that was cut off starts anew.
 */
export async function loadDemo(db: Db, options: LoadDemoOptions): Promise<{ readonly lines: number }> {
  const { facts, clock, onProgress, generate = runGenerator } = options
  await clearDemo(db)
  await markDemo(db, 'loading')
  for (const name of readdirSync(db.paths.root)) {
    if (name.startsWith('demo-')) rmSync(join(db.paths.root, name), { recursive: true, force: true })
  }
  const out = join(db.paths.root, `demo-${process.pid}`)
  mkdirSync(out)
  try {
    onProgress('making the demo company')
    const manifest = await generate(out, toDay(clock()), options)
    for (const [index, delivery] of manifest.deliveries.entries()) {
      onProgress(
        `loading the demo: ${delivery.source}, delivery ${index + 1} of ${manifest.deliveries.length}`,
      )
      const arrived = () => new Date(delivery.createdAt)
      const staged = await stageFiles(db.paths.root, {
        files: delivery.files.map((file) => join(out, file)),
        format: delivery.kind === 'costs' ? 'focus' : null,
        kind: delivery.kind,
        source: delivery.source,
        clock: arrived,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      })
      await applyDelivery(db, join(db.paths.staging, staged.id), {
        ...facts,
        clock: arrived,
        ...(delivery.monthly ? { arrivedAt: (month) => closedOf(month, arrived()) } : {}),
      })
    }
    await markDemo(db, 'true')
    return { lines: manifest.lines }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** Day of the next month on which the bill of a month is closed and delivered. */
const CLOSED_ON = 6

/** When the bill of a month arrived of a source that delivers each as it closes, the newest at `latest`. */
function closedOf(month: string, latest: Date): Date {
  const closed = new Date(`${addDays(monthStart(`${month}-01`, 1), CLOSED_ON - 1)}T06:00:00Z`)
  return closed < latest ? closed : latest
}

async function runGenerator(
  out: string,
  asOf: Day,
  { seed = 1, signal, truthFile }: GenerateOptions,
): Promise<DemoManifest> {
  const bundled = import.meta.url.endsWith('.js')
  const entry = fileURLToPath(new URL(bundled ? './demo.js' : '../../../data/demo/main.ts', import.meta.url))
  const args = [
    ...(bundled ? [] : ['--import', 'tsx']),
    entry,
    '--out',
    out,
    '--as-of',
    asOf,
    '--seed',
    String(seed),
    ...(truthFile === undefined ? [] : ['--truth', truthFile]),
  ]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  })
  let answer = ''
  let trouble = ''
  child.stdout.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    trouble = `${trouble}${chunk.toString()}`.slice(-2000)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new AppError('INTERNAL', `The demo company could not be made: ${trouble.trim()}`)
  return Manifest.parse(JSON.parse(answer))
}
