import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { type Config, loadConfig } from '../config.ts'
import { AppError } from '../errors.ts'

/** For tests: an empty folder a test, whose configuration is what `load` is given; `faultOf` says why it is refused. */
export function configBench() {
  let cwd = ''
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'outlay-config-'))
  })
  afterEach(() => rmSync(cwd, { recursive: true, force: true }))

  function load(text: string): Config {
    writeFileSync(join(cwd, 'outlay.config.yaml'), text)
    return loadConfig({ env: {}, cwd })
  }

  function faultOf(text: string): string {
    try {
      load(text)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).exitCode).toBe(78)
      return (error as AppError).message.replaceAll(`${cwd}/outlay.config.yaml`, 'FILE')
    }
    throw new Error('the file was accepted')
  }

  return { folder: () => cwd, load, faultOf }
}
