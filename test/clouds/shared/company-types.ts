export type Provider = 'aws' | 'azure' | 'gcp'

/** An account, subscription or project. */
export interface CompanyAccount {
  readonly id: string
  readonly name: string
  readonly team: string
  readonly env: string
  /** Organisational unit, management group or folder. */
  readonly unit: string
}

/** One line of a bill: a resource on a day. Amounts are decimal text of at most 15 significant digits. */
export interface CompanyCost {
  readonly day: string
  readonly account: CompanyAccount
  /** As the provider's bill names them. */
  readonly service: string
  readonly sku: string
  readonly region: string
  readonly resource: string
  readonly quantity: string
  readonly unit: string
  readonly charge: 'usage' | 'credit' | 'tax'
  readonly billed: string
  readonly currency: string
}

export interface CompanyBill {
  readonly provider: Provider
  readonly billingAccount: string
  readonly billingAccountName: string
  readonly accounts: readonly CompanyAccount[]
  readonly costs: readonly CompanyCost[]
}

/** A company with a bill of each cloud. The same seed and day make the same company. */
export interface Company {
  readonly name: string
  readonly seed: number
  readonly today: string
  readonly bills: Readonly<Record<Provider, CompanyBill>>
}
