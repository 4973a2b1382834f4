/** What the fake tenant holds; amounts are decimal text of at most 15 significant digits, as doubles carry them. */
export interface AzureCompany {
  readonly subscriptions: readonly AzureSubscription[]
  /** `providers/Microsoft.Billing/billingAccounts/<id>` answers for all subscriptions. */
  readonly billingAccount: string
  readonly costs: readonly AzureCost[]
  readonly forecast?: readonly ForecastDay[]
  readonly exports?: readonly unknown[]
  readonly resources?: readonly AzureResource[]
  readonly recommendations?: readonly AzureRecommendation[]
  readonly managementGroups?: readonly ManagementGroup[]
}

export interface AzureSubscription {
  readonly id: string
  readonly name: string
  /** Name of the group that it stands under. */
  readonly group?: string
}

export interface ManagementGroup {
  readonly name: string
  readonly displayName: string
  readonly parent?: string
}

export interface AzureCost {
  readonly day: string
  readonly subscription: string
  readonly service: string
  readonly meter: string
  readonly region: string
  readonly resourceGroup: string
  readonly chargeType: string
  readonly pricingModel: string
  readonly currency: string
  /** Cost in the actual and in the amortized data set; absent where the data set has no such line. */
  readonly actual?: string
  readonly amortized?: string
  /** US dollars for one unit of the currency; 1 without it. */
  readonly usdRate?: number
  readonly tags?: Readonly<Record<string, string>>
}

export interface ForecastDay {
  readonly day: string
  readonly cost: string
  readonly currency: string
}

export interface AzureResource {
  readonly id: string
  readonly type: string
  readonly location: string
  /** As the resource provider's own list gives it, under `properties`. */
  readonly properties?: Readonly<Record<string, unknown>>
  readonly sku?: Readonly<Record<string, unknown>>
  readonly tags?: Readonly<Record<string, string>>
  readonly zones?: readonly string[]
  readonly managedBy?: string
  /** By the metric's Azure name: one sample an hour. */
  readonly metrics?: Readonly<Record<string, readonly MetricSample[]>>
}

export interface MetricSample {
  readonly hour: string
  readonly average?: number
  readonly maximum?: number
  readonly minimum?: number
  readonly total?: number
}

export interface AzureRecommendation {
  readonly name: string
  readonly resourceId: string
  readonly category: string
  readonly problem: string
  readonly impact: string
  readonly lastUpdated: string
  readonly extended: Readonly<Record<string, string>>
}
