/** One cost that the fake bill is made of; amounts are decimal text. */
export interface Cost {
  readonly day: string
  readonly service: string
  readonly usageType: string
  readonly recordType: string
  readonly unblended: string
  readonly amortized: string
  readonly blended: string
  readonly quantity?: string
  readonly quantityUnit?: string
  readonly currency?: string
  readonly account?: string
  readonly region?: string
  readonly resource?: string
  readonly tags?: Readonly<Record<string, string>>
}

export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE'
  /** Epoch seconds. */
  readonly joined: number
  /** Id of the organisational unit or root that holds it. */
  readonly parent: string
  readonly tags?: Readonly<Record<string, string>>
}

export interface OrganizationalUnit {
  readonly id: string
  readonly name: string
  /** Null for the root. */
  readonly parent: string | null
}

export interface Organization {
  readonly id: string
  readonly masterAccountId: string
  readonly units: readonly OrganizationalUnit[]
  readonly accounts: readonly Account[]
}

export interface ListedMetric {
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
}

export interface MetricQuestion {
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly stat: string
  /** Start of the interval, epoch seconds. */
  readonly start: number
  readonly periodSeconds: number
}

/** All that the fake account holds. Rows of recommendations are as they go over the wire. */
export interface AwsWorld {
  /** The fake's day: requests beyond what AWS keeps are refused. Without one any date goes. */
  readonly today?: string
  /** Rows a page, where the question does not ask for fewer. */
  readonly pageSize?: number
  /** First day that is still estimated. */
  readonly estimatedFrom?: string
  readonly costs?: readonly Cost[]
  /** Answers of Cost Explorer's other calls by operation: the whole list, paged by the fake. */
  readonly costExplorer?: Readonly<Record<string, readonly unknown[]>>
  readonly organization?: Organization
  /** Metrics that ListMetrics tells of. */
  readonly metricsListed?: readonly ListedMetric[]
  /** Null where there is no sample. */
  readonly metric?: (question: MetricQuestion) => number | null
  readonly enrolled?: { readonly computeOptimizer?: boolean; readonly hub?: boolean }
  /** Findings of Compute Optimizer by operation, and of the hub. */
  readonly computeOptimizer?: Readonly<Record<string, readonly unknown[]>>
  readonly hub?: readonly unknown[]
  /** Products of the price list, as objects. */
  readonly products?: readonly Product[]
  readonly ec2?: Ec2World
  /** Other accounts by id: what their keys see. */
  readonly members?: Readonly<Record<string, Partial<AwsWorld>>>
  /** Roles that may be gone into, by ARN, and whose account it is. */
  readonly roles?: Readonly<Record<string, string>>
}

export interface Product {
  readonly serviceCode: string
  readonly product: {
    readonly sku: string
    readonly productFamily: string
    readonly attributes: Readonly<Record<string, string>>
  }
  readonly terms: Readonly<Record<string, unknown>>
  readonly version: string
  readonly publicationDate: string
}

/** Members of the items as in the API reference, in the lower camel case of its XML. */
export interface Ec2World {
  readonly instances?: readonly XmlItem[]
  readonly volumes?: readonly XmlItem[]
  readonly addresses?: readonly XmlItem[]
  readonly snapshots?: readonly XmlItem[]
}
export interface XmlItem {
  readonly [member: string]: string | number | boolean | XmlItem | readonly XmlItem[]
}
