import type { ParseArgsConfig } from 'node:util'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'

export interface CommandContext {
  readonly dataDir: string
  readonly config: Config
  readonly json: boolean
  /** Where the user stands: relative paths count from here. */
  readonly cwd: string
  readonly clock: Clock
  readonly log: Logger
  readonly env: NodeJS.ProcessEnv
  /** The answer, on stdout. */
  print(text: string): void
  /** What is going on, on stderr; overwritten in place on a terminal. */
  progress(text: string): void
}

export type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** One command of `pnpm outlay`. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** Arguments and flags as the usage line shows them. */
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Returns the exit code. Throws AppError for trouble that a person can act on. */
  run(context: CommandContext, flags: Flags, args: readonly string[]): Promise<number>
}

export function defineCommand(command: Command): Command {
  return command
}

export function flagText(flags: Flags, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}
