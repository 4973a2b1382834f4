import type { Day } from './period.ts'

/** A question that somebody keeps under a name: an address of this Outlay without its host. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly path: string
  /** As in the address bar, without the question mark. */
  readonly search: string
  readonly owner: string
  /** False: listed for its owner alone. */
  readonly shared: boolean
  readonly createdAt: string
}

/** What happened on a day, in words: a release, a price change, the end of a commitment. */
export interface Annotation {
  readonly id: string
  readonly day: Day
  readonly text: string
  readonly team: string | null
  readonly provider: string | null
  readonly author: string
  readonly createdAt: string
}
