import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from './clock.ts'
import type { Command, CommandContext, Flags } from './commands/command.ts'
import { commands } from './commands/registry.ts'
import { loadConfig } from './config.ts'
import { AppError } from './errors.ts'
import { createLogger } from './log.ts'
import { suggest } from './suggest.ts'

const GLOBAL_OPTIONS = {
  'data-dir': { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Runs one command line and returns its exit code; see docs/operations.md for the codes. */
export async function runCli(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const wantsJson = argv.includes('--json')
  try {
    const [name = 'help', ...rest] = argv
    if (name === 'help' || name === '--help' || name === '-h') return await printHelp(rest[0])
    const command = await commandNamed(name)
    const { flags, args } = parse(command, rest)
    if (flags['help'] === true) return await printHelp(name)
    return await command.run(contextOf(flags, env), flags, args)
  } catch (error) {
    return report(error, wantsJson)
  }
}

async function commandNamed(name: string): Promise<Command> {
  const command = await load(name)
  if (command !== undefined) return command
  const near = suggest(name, Object.keys(commands))
  throw new AppError('USAGE', `There is no command "${name}"${near}. "pnpm outlay help" lists them.`)
}

function load(name: string): Promise<Command> | undefined {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined
}

function parse(command: Command, rest: string[]): { flags: Flags; args: readonly string[] } {
  try {
    const parsed = parseArgs({
      args: rest,
      options: { ...GLOBAL_OPTIONS, ...command.options },
      allowPositionals: true,
    })
    return { flags: parsed.values as Flags, args: parsed.positionals }
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('. To specify')[0] : String(cause)
    throw new AppError('USAGE', `${message}. Usage: pnpm outlay ${command.name} ${command.usage}`, { cause })
  }
}

function contextOf(flags: Flags, env: NodeJS.ProcessEnv): CommandContext {
  const cwd = env['INIT_CWD'] ?? process.cwd()
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path))
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
  return {
    dataDir: absolute(text('data-dir') ?? env['OUTLAY_DATA_DIR'] ?? '.outlay'),
    config: loadConfig({ path: text('config') ?? env['OUTLAY_CONFIG'], env, cwd }),
    json: flags['json'] === true,
    cwd,
    env,
    clock: systemClock,
    log: createLogger(env['OUTLAY_LOG'] ?? 'warn'),
    print: (line) => process.stdout.write(`${line}\n`),
    progress,
  }
}

function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[2K${text}` : `${text}\n`)
}

function report(error: unknown, json: boolean): number {
  const known = error instanceof AppError
  const message = known
    ? error.message
    : `internal error: ${error instanceof Error ? error.stack : String(error)}`
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[2K' : ''}${message}\n`)
  if (known && error.code === 'INTERNAL' && error.cause !== undefined)
    process.stderr.write(`  because: ${String(error.cause)}\n`)
  if (json)
    process.stdout.write(
      `${JSON.stringify({ error: { code: known ? error.code : 'INTERNAL', message: known ? error.message : 'internal error' } })}\n`,
    )
  return known ? error.exitCode : 70
}

async function printHelp(name = ''): Promise<number> {
  const command = await load(name)
  const lines =
    command === undefined
      ? [
          'pnpm outlay <command>',
          '',
          ...(await summaries()),
          '',
          'Every command takes --data-dir DIR, --config FILE and --json. "pnpm outlay help <command>" shows its flags.',
        ]
      : [`pnpm outlay ${command.name} ${command.usage}`, '', command.summary]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

async function summaries(): Promise<readonly string[]> {
  const all = await Promise.all(Object.values(commands).map((each) => each()))
  return all.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`)
}
