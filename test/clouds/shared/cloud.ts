import type { Provider } from './company-types.ts'

/** An entry of `sources` in the config file: `id`, `type` and the collector's settings. */
export type SourceEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** A fake cloud that listens on loopback with a company behind it. */
export interface RunningCloud {
  readonly provider: Provider
  /** How to collect from it: endpoints, and files of keys or certificates below the folder that it was given. */
  readonly sources: readonly SourceEntry[]
  /** Variables that the collectors need beside the config, e.g. keys that this fake accepts. */
  readonly env: Readonly<Record<string, string>>
  /** Requests that were answered so far. */
  requests(): number
  close(): Promise<void>
}

export interface CloudOptions {
  /** An empty folder of its own for keys, certificates and files of exports. */
  readonly folder: string
}
