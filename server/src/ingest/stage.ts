import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AppError } from '../errors.ts'
import { StagedDelivery, type StageRequest } from './staged.ts'
import { ChildMessage } from './staging/message.ts'
import type { StageProgress } from './staging/stage-delivery.ts'

export interface StageOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: StageProgress) => void
  /** The child is killed after this long. Default: two hours. */
  readonly timeLimitMs?: number
  /** Another module to fork; for tests. */
  readonly child?: URL
}

const TWO_HOURS_MS = 2 * 60 * 60 * 1000
const CHILD_HEAP_MB = 512

/**
 * Reads files in a child process into `request.out` and returns what it left there. Files that cannot be read carry
 * their error and fail the units that they touch. Throws BAD_DATA, with the file being read, when the child dies.
 */
export async function stage(request: StageRequest, options: StageOptions = {}): Promise<StagedDelivery> {
  const child = forkChild(options.child ?? childUrl())
  try {
    await outcome(child, request, options)
  } finally {
    child.removeAllListeners()
    child.kill('SIGKILL')
  }
  return StagedDelivery.parse(JSON.parse(readFileSync(join(request.out, 'manifest.json'), 'utf8')))
}

/** From sources the child is TypeScript as well, unless a run of tests has bundled it; bundled, it lies beside. */
function childUrl(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./stage-child.js', import.meta.url)
  const bundled = process.env['OUTLAY_BUNDLED_CHILDREN']
  return bundled === undefined
    ? new URL('./stage-child.ts', import.meta.url)
    : pathToFileURL(join(bundled, 'stage-child.js'))
}

function forkChild(url: URL): ChildProcess {
  const loader = url.pathname.endsWith('.ts') ? ['--import', tsxUrl()] : []
  return fork(fileURLToPath(url), {
    execArgv: [...loader, `--max-old-space-size=${CHILD_HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

function tsxUrl(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}

function outcome(child: ChildProcess, request: StageRequest, options: StageOptions): Promise<void> {
  const { signal, onProgress, timeLimitMs = TWO_HOURS_MS } = options
  let reading: StageProgress | undefined
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000)
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow(reading, timeLimitMs)), timeLimitMs)
    const abort = () => reject(new AppError('CONFLICT', 'The import was cancelled; nothing has changed.'))
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      finish()
    }
    child.on('message', (raw) => {
      const message = ChildMessage.safeParse(raw)
      if (!message.success)
        settle(() => reject(new AppError('INTERNAL', 'The staging process sent what it should not.')))
      else if (message.data.type === 'done') settle(resolve)
      else if (message.data.type === 'failed') {
        const { code, message: text } = message.data
        settle(() => reject(failure(code, text, reading)))
      } else {
        const { type: _type, ...progress } = message.data
        reading = progress
        onProgress?.(progress)
      }
    })
    child.on('error', (error) => settle(() => reject(death(reading, error.message))))
    child.on('exit', (code, kill) =>
      settle(() => reject(death(reading, `${kill ?? `exit ${code}`}${lastLine(complaint)}`))),
    )
    child.send(request, (error) => {
      if (error) settle(() => reject(death(reading, error.message)))
    })
  })
}

function death(reading: StageProgress | undefined, how: string): AppError {
  return new AppError(
    'BAD_DATA',
    `The staging process died (${how})${where(reading)}. Nothing was imported. ${NEXT_STEP}`,
  )
}

function tooSlow(reading: StageProgress | undefined, limitMs: number): AppError {
  return new AppError(
    'BAD_DATA',
    `Reading took longer than ${Math.round(limitMs / 60_000)} minutes${where(reading)}. Nothing was imported. ${NEXT_STEP}`,
  )
}

const NEXT_STEP = 'Import the files one by one to find the one at fault, and export that one again.'

function failure(code: string, message: string, reading: StageProgress | undefined): AppError {
  if (code === 'BAD_DATA') return new AppError('BAD_DATA', message)
  if (/ENOSPC|No space left/i.test(message)) {
    return new AppError('CANNOT_WRITE', `The disk is full${where(reading)}. Free space and import again.`)
  }
  if (/Out of Memory/i.test(message)) {
    return new AppError(
      'BAD_DATA',
      `The memory limit was reached${where(reading)}. Nothing was imported. ${NEXT_STEP}`,
    )
  }
  return new AppError('INTERNAL', `Staging failed${where(reading)}: ${message}`)
}

function where(reading: StageProgress | undefined): string {
  if (reading === undefined) return ''
  return reading.step === 'type' && reading.done > 1
    ? ` while reading ${reading.file} and ${reading.done - 1} files like it`
    : ` while reading ${reading.file}`
}

function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1) ?? ''
  return line === '' ? '' : `: ${line.slice(0, 200)}`
}
