export interface WatchOptions {
  /** First and last index that counts: the account's first day, and the newest that is complete. */
  readonly first: number
  readonly last: number
  /** Least excess a day, by index. */
  readonly gate: readonly number[]
  /** Least excess as a share of what is expected, and of what was taken out of the series because it is explained. */
  readonly share: number
  readonly explained?: readonly number[]
}

/** Days on which a series was outside its band. */
export interface Episode {
  readonly direction: 'up' | 'down'
  readonly start: number
  /** Last day outside so far. */
  last: number
  /** Newest complete day when it was first raised. */
  readonly detected: number
  /** Expected on the first day. */
  readonly before: number
  /** Distance from what is expected in robust standard deviations, at its largest. */
  score: number
  /** True while it goes on at the end of the series. */
  open: boolean
  /** It went on for so long that it counts as usual now. */
  settledIn: boolean
}

export interface Watched {
  /** Expected amount and half-width of the band, by index; NaN before the series can be judged. */
  readonly expected: readonly number[]
  readonly band: readonly number[]
  /** The series with what was expected in the place of what was unusual. */
  readonly normal: readonly number[]
  readonly episodes: readonly Episode[]
}

/** A walk through a series: what is known up to the day that it has reached. */
export interface Walk {
  readonly values: readonly number[]
  readonly options: WatchOptions
  /** The values, with what was expected in the place of what was unusual. */
  readonly normal: number[]
  readonly expected: number[]
  readonly band: number[]
  /** Least excess by gate and share. */
  readonly limits: number[]
  readonly residuals: number[]
  readonly episodes: Episode[]
  factors: readonly number[]
  calm: number
}
