import { useSetView, useView } from './search-state.ts'

type Patch = Readonly<Record<string, string | null>>

/** The page's own choices, which stand in the address; null takes one back to its default. */
export function useLocal() {
  const view = useView()
  const setView = useSetView()
  const setLocal = (patch: Patch, options?: { readonly replace?: boolean }) => {
    const entries = Object.entries({ ...view.local, ...patch })
    const local = Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null))
    setView({ local }, options)
  }
  return { local: view.local, setLocal }
}
