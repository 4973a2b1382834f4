/** Answer of `GET /settings`: what everybody sees alike, and where each came from. Secrets are never in it. */
export interface SettingsAnswer {
  readonly data: {
    /** Currency that bills are converted into; null shows each in its own. */
    readonly currency: Setting<string | null>
    /** Of the rates file: the rate of each day, or that of the close of its month. */
    readonly rate: Setting<'day' | 'month'>
  }
  /** Who changed what in the app, newest first. */
  readonly changes: readonly SettingChange[]
  /** Read at start from the configuration file, and changed there. */
  readonly file: {
    /** Name of the file without its folder; null where there is none. */
    readonly name: string | null
    readonly publicUrl: string | null
    readonly fiscalYearStart: number
    readonly promotedTags: readonly string[]
    readonly counts: {
      readonly sources: number
      readonly teams: number
      readonly budgets: number
      readonly reports: number
    }
    /** Ways of sending that are configured. */
    readonly channels: readonly ('slack' | 'email' | 'webhook')[]
  }
}

export interface SettingChange {
  readonly name: 'currency' | 'rate'
  readonly from: string | null
  readonly to: string | null
  readonly changedBy: string
  readonly changedAt: string
}

export interface Setting<T> {
  readonly value: T
  readonly from: 'app' | 'file'
  /** Of a value of the app. */
  readonly changedBy: string | null
  readonly changedAt: string | null
}
