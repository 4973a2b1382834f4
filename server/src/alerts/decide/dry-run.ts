import type { AlertMessage } from '@outlay/shared/alerts'
import { fingerprintOf } from '../alert-rows.ts'
import { type DecideDeps, plan } from './decide.ts'

/** What a run would tell, of which nothing is kept. */
export interface DryRun {
  readonly wouldTell: readonly {
    readonly fingerprint: string
    readonly recipients: readonly string[]
    /** Why nobody would be told; null where somebody would. */
    readonly silent: string | null
    readonly message: AlertMessage
  }[]
}

export async function dryRun(deps: DecideDeps): Promise<DryRun> {
  const { decisions } = await plan(deps)
  return {
    wouldTell: decisions.map((decision) => {
      const { recipients, silent, message } = decision
      return { fingerprint: fingerprintOf(decision), recipients, silent, message }
    }),
  }
}
