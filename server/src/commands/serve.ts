import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../errors.ts'
import { demoState, isEmpty } from '../ingest/demo-data.ts'
import { loadDemo } from '../ingest/load-demo.ts'
import { readServerFile } from '../server-file.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'

const DEFAULT_PORT = 4400

/** The server and the web app. `--demo-when-empty` is what `pnpm start` asks for. */
export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'The server and the web app',
  usage: '[--port 4400] [--host 127.0.0.1] [--demo]',
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    demo: { type: 'boolean' },
    'demo-when-empty': { type: 'boolean' },
  },
  async run(context, flags) {
    const running = readServerFile(context.dataDir)
    if (running !== undefined) {
      throw new AppError(
        'IN_USE',
        `Outlay serves ${context.dataDir} already: ${running.url} (process ${running.pid}).`,
      )
    }
    const webRoot = findWebRoot()
    const server = await startServer({
      dataDir: context.dataDir,
      host: flagText(flags, 'host') ?? context.env['OUTLAY_HOST'] ?? '127.0.0.1',
      port: readPort(flagText(flags, 'port') ?? context.env['PORT']),
      config: context.config,
      env: context.env,
      clock: context.clock,
      log: context.log,
      ...(webRoot === undefined ? {} : { webRoot }),
    })
    context.print(context.json ? JSON.stringify({ url: server.url }) : `Outlay is at ${server.url}`)
    return untilStopped(server, context, flags)
  },
})

async function untilStopped(server: RunningServer, context: CommandContext, flags: Flags): Promise<number> {
  const stop = new AbortController()
  const stopped = signalled(stop)
  const loading = prepare(server, context, flags, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted)
      tell(context, `The demo could not be loaded: ${error instanceof Error ? error.message : error}`)
  })
  await stopped
  context.progress('Stopping…\n')
  await loading
  await server.close()
  return 0
}

/** The first signal asks for an orderly end; the second one ends at once. */
function signalled(stop: AbortController): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = () => {
      if (stop.signal.aborted) process.exit(1)
      stop.abort()
      resolve()
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}

async function prepare(
  server: RunningServer,
  context: CommandContext,
  flags: Flags,
  stop: AbortSignal,
): Promise<void> {
  const started = performance.now()
  const lines = await server.pipeline.demo.load(async (ownBill) => {
    if (!(await wantsDemo(server, context, flags))) return null
    const loading = loadDemo(server.db, {
      facts: server.pipeline.factOptions,
      clock: context.clock,
      signal: AbortSignal.any([stop, ownBill]),
      onProgress: context.progress,
    })
    return loading.then(
      (loaded) => loaded.lines,
      (error: unknown) => {
        if (!ownBill.aborted) throw error
        context.progress('A bill of your own takes the place of the demo\n')
        return null
      },
    )
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  if (lines !== null) context.progress(`The demo company is loaded: ${lines} lines in ${seconds} s\n`)
  tell(context, 'Load your own bill:  npx --yes pnpm outlay import <file, folder or glob>')
  tell(context, 'Stop with Ctrl-C.')
}

/** For people; with `--json` the address is the one document on stdout. */
function tell(context: CommandContext, text: string): void {
  if (context.json) context.progress(text)
  else context.print(text)
}

/** `--demo` wants it where there is no bill of one's own; `pnpm start` also wants no configuration. */
async function wantsDemo({ db }: RunningServer, { config }: CommandContext, flags: Flags): Promise<boolean> {
  const state = await demoState(db)
  if (state === 'loading') return true
  if (state === 'true' || !(await isEmpty(db))) return false
  return flags['demo'] === true || (flags['demo-when-empty'] === true && config.file === null)
}

function readPort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new AppError('USAGE', `--port ${text}: a port is a number from 0 to 65535.`)
}

function findWebRoot(): string | undefined {
  const path = fileURLToPath(new URL('../../web/dist', import.meta.url))
  return existsSync(join(path, 'index.html')) ? path : undefined
}
