import { CollectError, endsRun } from './collect-error.ts'
import type { Collected, PageRow } from './collector.ts'
import { pagesFile } from './pages-file.ts'
import type { MonthWindow } from './plan-months.ts'

export interface MonthReport {
  /** `YYYY-MM` */
  readonly month: string
  /** `empty`: the vendor has no costs in it; `no_data`: it says that it has none yet. */
  readonly state: 'published' | 'empty' | 'no_data' | 'failed'
  readonly rows: number
  readonly estimated: boolean
  readonly file: string | null
  readonly error: CollectError | null
}

interface ReadDeps {
  readonly folder: string
  progress(text: string): void
  read(window: MonthWindow, reading: number, page: (rows: readonly PageRow[]) => void): Promise<Collected>
}

/** A month whose pages do not fit together is read once more from its first page. */
const READINGS_MAX = 2

/** History ends where the vendor has nothing for two months on end. */
const GAP_MAX = 2

/** Reads months in the order given. A month that fails leaves the others alone, unless they would fail likewise. */
export async function readMonths(windows: readonly MonthWindow[], deps: ReadDeps): Promise<MonthReport[]> {
  const months: MonthReport[] = []
  let gap = 0
  for (const window of windows) {
    deps.progress(`reading ${window.month}`)
    const month = await readMonth(window, deps)
    months.push(month)
    gap = month.state === 'no_data' ? gap + 1 : 0
    if (gap === GAP_MAX || (month.error !== null && endsRun(month.error))) break
  }
  return months.some(({ state }) => state === 'published') ? months.map(forgiven) : months
}

async function readMonth(window: MonthWindow, deps: ReadDeps): Promise<MonthReport> {
  const file = pagesFile(deps.folder, window.month)
  for (let reading = 1; ; reading += 1) {
    try {
      const { estimated } = await deps.read(window, reading, file.append)
      const published = file.publish()
      return {
        month: window.month,
        state: published === null ? 'empty' : 'published',
        rows: published?.rows ?? 0,
        estimated,
        file: published?.path ?? null,
        error: null,
      }
    } catch (error) {
      file.discard()
      if (!(error instanceof CollectError)) throw error
      if (error.kind !== 'stale_pages' || reading >= READINGS_MAX) return failed(window, error)
    }
  }
}

function failed({ month }: MonthWindow, error: CollectError): MonthReport {
  return {
    month,
    state: error.kind === 'no_data' ? 'no_data' : 'failed',
    rows: 0,
    estimated: true,
    file: null,
    error,
  }
}

/** Months without data are no fault where others have some. */
function forgiven(month: MonthReport): MonthReport {
  return month.state === 'no_data' ? { ...month, error: null } : month
}
