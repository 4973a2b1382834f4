import { readdirSync, readFileSync } from 'node:fs'

export interface Timed<T> {
  readonly seconds: number
  readonly result: T
}

/** Wall-clock seconds of one run. */
export async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const started = performance.now()
  const result = await work()
  return { seconds: (performance.now() - started) / 1000, result }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Highest resident size, in MB, of this process and its children together while `work` runs; Linux only, else null. */
export async function peakResidentMb<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peakMb: number | null }> {
  if (process.platform !== 'linux') return { result: await work(), peakMb: null }
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb())
  }, 50)
  try {
    return { result: await work(), peakMb: peak }
  } finally {
    clearInterval(timer)
  }
}

function residentMb(): number {
  const parents = new Map<number, number>()
  const sizes = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry)) readStatus(Number(entry), parents, sizes)
  }
  let total = 0
  for (const [pid, size] of sizes) if (descends(pid, parents)) total += size
  return total / 1024
}

function readStatus(pid: number, parents: Map<number, number>, sizes: Map<number, number>): void {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0))
    sizes.set(pid, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0))
  } catch {
    // The process ended while we looked.
  }
}

function descends(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let each: number | undefined = pid; each !== undefined && each > 0; each = parents.get(each)) {
    if (each === process.pid) return true
  }
  return false
}
