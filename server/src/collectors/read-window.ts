import type { CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'
import type { Collected, CollectWindow, Part, Remembered } from './collector.ts'
import { type WindowFolder, windowFolder } from './window-folder.ts'

/** A window that came whole. */
export interface ReadWindow {
  readonly collected: Collected
  readonly files: readonly string[]
  readonly pages: number
  readonly rows: number
  readonly folder: WindowFolder
}

export interface ReadDeps {
  /** The source's folder for windows on their way. */
  readonly work: string
  readonly calls: CallContext
  readonly settings: Record<string, unknown>
  readonly previous: Remembered | null
  progress(counts: { pages: number; rows: number }, text: string | null): void
}

/** A window whose pages do not fit together is read once more from its first page. */
const READINGS_MAX = 2

/** Reads a window to its end. Throws CollectError; downloads stay for the next run, pages do not. */
export async function readWindow(part: Part, window: CollectWindow, deps: ReadDeps): Promise<ReadWindow> {
  const folder = windowFolder(deps.work, part.id, window.key)
  for (let reading = 1; ; reading += 1) {
    try {
      const collected = await part.collect(deps.settings, {
        ...deps.calls,
        window,
        reading,
        previous: deps.previous,
        folder: folder.path,
        file: folder.add,
        page(rows) {
          folder.append(rows)
          deps.progress(folder.counts(), null)
        },
        progress: (text) => deps.progress(folder.counts(), text),
      })
      return { collected, files: await folder.files(), ...folder.counts(), folder }
    } catch (error) {
      folder.restart()
      const again = error instanceof CollectError && error.kind === 'stale_pages' && reading < READINGS_MAX
      if (!again) throw error
    }
  }
}
