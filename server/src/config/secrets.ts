import { readFileSync } from 'node:fs'
import { AppError } from '../errors.ts'

/**
 * A secret from the environment: `NAME`, or the content of the file that `NAME_FILE` names. Undefined when neither is
 * set. @throws BAD_CONFIG for a file that cannot be read or is empty, without its content
 */
export function readSecret(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const direct = env[name]
  if (direct !== undefined && direct !== '') return direct
  const file = env[`${name}_FILE`]
  return file === undefined || file === '' ? undefined : readSecretFile(file, `${name}_FILE`)
}

/** The trimmed content of a secret's file; `setting` is the name that an error gives. */
export function readSecretFile(file: string, setting: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
    throw new AppError('BAD_CONFIG', `${setting}: ${file} cannot be read (${code}).`, { cause })
  }
  if (text === '') throw new AppError('BAD_CONFIG', `${setting}: ${file} is empty.`)
  return text
}
