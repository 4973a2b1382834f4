import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserServer, chromium } from 'playwright'
import { describe } from 'vitest'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Path of a Chromium: `OUTLAY_BROWSER`, else the first on PATH, else the one that `playwright install` fetched;
 * undefined where there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env['OUTLAY_BROWSER']
  if (named !== undefined && named !== '') return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...paths, chromium.executablePath()].find((path) => existsSync(path))
}

/** Starts a browser for all files of a run, without its sandbox, which containers do not allow: pages of our own only. */
export async function startChromium(): Promise<BrowserServer> {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    throw new Error('No Chromium on PATH: install chromium, or run "playwright install chromium".')
  }
  return chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--headless=new', '--disable-dev-shm-usage'],
  })
}

/** The browser of the run. Closing it closes what was opened through it, not the browser. */
export async function connectChromium(address: string): Promise<Browser> {
  return chromium.connect(address)
}

/** Tests that need a browser: skipped by name where there is none, except under CI, where that is a failure. */
export const describeInBrowser =
  findChromium() === undefined && (process.env['CI'] ?? '') === '' ? describe.skip : describe
