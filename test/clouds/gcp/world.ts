/** All that the fake Google Cloud holds. Rows are as they go over the wire, enums as numbers. */
export interface GcpWorld {
  /** Bearer token that is accepted; without one any is. */
  readonly token?: string
  /** The fake's time: intervals that end later are refused. Without one any date goes. */
  readonly now?: string
  /** Rows a page, where the question does not ask for fewer. */
  readonly pageSize?: number
  readonly billingAccounts?: readonly BillingAccount[]
  readonly projects?: readonly Project[]
  readonly folders?: readonly Folder[]
  readonly organizations?: readonly Organization[]
  readonly services?: readonly CatalogService[]
  readonly tables?: readonly ExportTable[]
  /** Answers "not complete" to each query of BigQuery before its rows come. */
  readonly pendingPolls?: number
  readonly bytesPerRow?: number
  readonly series?: readonly Series[]
  readonly recommendations?: readonly Recommendation[]
  readonly instances?: readonly ComputeItem[]
  readonly disks?: readonly ComputeItem[]
  readonly addresses?: readonly ComputeItem[]
}

export interface BillingAccount {
  /** e.g. `01AB23-CD45EF-678901` */
  readonly id: string
  readonly displayName: string
  readonly open: boolean
  readonly currencyCode: string
  readonly master?: string
}

export interface Project {
  readonly projectId: string
  readonly number: string
  readonly displayName: string
  /** `folders/7` or `organizations/9` */
  readonly parent: string
  readonly billingAccount: string
  /** Billing knows it, Resource Manager does not show it. */
  readonly hidden?: boolean
  readonly labels?: Readonly<Record<string, string>>
}

export interface Folder {
  readonly id: string
  readonly displayName: string
  readonly parent: string
}

export interface Organization {
  readonly id: string
  readonly displayName: string
}

export interface CatalogService {
  readonly id: string
  readonly displayName: string
  /** As ListSkus answers them. */
  readonly skus: readonly Readonly<Record<string, unknown>>[]
}

export interface ExportTable {
  readonly project: string
  readonly dataset: string
  readonly table: string
  readonly location: string
  /** Column of the partition; null is by ingestion; without one the table has no partitions. */
  readonly partition?: string | null
  readonly rows: readonly ExportRow[]
}

export interface ExportRow {
  /** UTC day of the partition that holds the row. */
  readonly partition: string
  /** Microseconds since 1970. */
  readonly exported: number
  /** `YYYYMM` */
  readonly month: string
  /** Decimal text. */
  readonly cost: string
  readonly credits: string
  /** The row as TO_JSON_STRING gives it. */
  readonly line: Readonly<Record<string, unknown>>
}

export interface Series {
  readonly project: string
  readonly metric: { readonly type: string; readonly labels?: Readonly<Record<string, string>> }
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> }
  /** One sample an interval; null where there is none. `aligner` is the number of the enum. */
  readonly value: (endSeconds: number, aligner: number) => number | null
}

export interface Recommendation {
  readonly project: string
  readonly location: string
  readonly recommender: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface ComputeItem {
  readonly project: string
  /** `zones/us-central1-a` or `regions/us-central1` */
  readonly scope: string
  readonly body: Readonly<Record<string, unknown>>
}
