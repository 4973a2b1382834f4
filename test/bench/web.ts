import lighthouse, { type Config, desktopConfig } from 'lighthouse'
import { chromium as playwright } from 'playwright'
import { median } from './measure.ts'

const RUNS = 5

/** Of one page on one device: scores 0–100 and vitals, medians of five loads with an empty cache. */
export interface PageFigures {
  readonly path: string
  readonly device: Device
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
  readonly lcpMs: number
  readonly tbtMs: number
  readonly cls: number
  readonly benchmarkIndex: number
  readonly lighthouse: string
}

type Device = 'desktop' | 'mobile'
type Sample = Omit<PageFigures, 'path' | 'device' | 'lighthouse'> & { readonly version: string }

/** Loads a page five times in a browser of its own. */
export async function benchPage(
  url: string,
  path: string,
  device: Device,
  executablePath: string,
): Promise<PageFigures> {
  const port = await freePort()
  const browser = await playwright.launch({
    executablePath,
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  })
  try {
    // Rules, detectors and forecasts run once an import; nobody measures that as the speed of a page.
    await load(url, device, port)
    const samples: Sample[] = []
    for (let run = 0; run < RUNS; run += 1) samples.push(await load(url, device, port))
    const mid = (read: (sample: Sample) => number) => median(samples.map(read))
    return {
      path,
      device,
      performance: mid((each) => each.performance),
      accessibility: mid((each) => each.accessibility),
      bestPractices: mid((each) => each.bestPractices),
      lcpMs: mid((each) => each.lcpMs),
      tbtMs: mid((each) => each.tbtMs),
      cls: mid((each) => each.cls),
      benchmarkIndex: mid((each) => each.benchmarkIndex),
      lighthouse: samples[0]?.version ?? '',
    }
  } finally {
    await browser.close()
  }
}

async function load(url: string, device: Device, port: number): Promise<Sample> {
  const config: Config | undefined = device === 'desktop' ? desktopConfig : undefined
  const onlyCategories = ['performance', 'accessibility', 'best-practices']
  const result = await lighthouse(url, { port, onlyCategories, logLevel: 'silent' }, config)
  if (result === undefined) throw new Error(`Lighthouse gave no result for ${url}.`)
  const { categories, audits, environment, lighthouseVersion } = result.lhr
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    lcpMs: Math.round(value('largest-contentful-paint')),
    tbtMs: Math.round(value('total-blocking-time')),
    cls: Number(value('cumulative-layout-shift').toFixed(3)),
    benchmarkIndex: Math.round(environment.benchmarkIndex),
    version: lighthouseVersion,
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('there is no free port')
  return address.port
}
