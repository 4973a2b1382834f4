import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of what `/api/v1/allocation/untagged` and `/api/v1/allocation/policy` answer. */

export interface UntaggedItem {
  /** Null for costs of no resource, e.g. fees: `service` and account say where they are. */
  readonly resource: string | null
  readonly resourceName: string | null
  readonly provider: string
  readonly subAccount: string | null
  readonly subAccountName: string | null
  readonly service: string | null
  readonly resourceGroup: string | null
  readonly creator: string | null
  readonly cost: Amount
  readonly suggestion: {
    readonly team: string
    /** 0–1: share of its kin that belongs to the team, shrunk where they are few. */
    readonly confidence: number
    readonly evidence: string
  } | null
}

export interface UntaggedAnswer {
  readonly sentence: string
  readonly currency: string
  readonly start: Day
  readonly end: Day
  readonly total: Amount
  readonly items: number
  readonly data: readonly UntaggedItem[]
  /** With `explain`. */
  readonly meta?: { readonly sql: string; readonly params: Readonly<Record<string, string>> }
}

export interface TagPolicyKey {
  readonly tag: string
  readonly allowed: readonly string[] | null
  readonly required: boolean
  readonly compliant: Amount
  readonly wrongValue: Amount
  readonly untagged: Amount
  /** Of sources that had not delivered the key by that day. */
  readonly notActivated: Amount
  readonly weeks: readonly {
    readonly week: Day
    readonly compliant: Amount
    readonly wrongValue: Amount
    readonly untagged: Amount
    readonly notActivated: Amount
  }[]
  readonly wrongValues: readonly { readonly value: string; readonly cost: Amount }[]
  readonly sources: readonly {
    readonly provider: string
    readonly billingAccount: string
    /** First day on which the source delivered the key; null where it never did. */
    readonly activatedOn: Day | null
    /** False where the source delivers no tags at all. */
    readonly delivers: boolean
    readonly untagged: Amount
    readonly notActivated: Amount
  }[]
}

export interface TagPolicyAnswer {
  readonly sentence: string
  readonly currency: string
  readonly start: Day
  readonly end: Day
  /** Costs of resources: only they can carry tags. */
  readonly taggable: Amount
  readonly notTaggable: Amount
  readonly data: readonly TagPolicyKey[]
}
