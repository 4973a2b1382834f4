interface Place {
  readonly id: string
  readonly provider: string
  readonly region: string | null
  readonly service: string | null
  readonly subAccount: string | null
}

interface ConsoleLink {
  readonly label: string
  readonly href: string
}

/** Where the provider's own console shows a resource, as far as its id tells; null where it does not. */
export function consoleLink(place: Place): ConsoleLink | null {
  const known = CONSOLES.find(({ provider }) => provider === place.provider)
  const href = known?.hrefOf(place) ?? null
  return known === undefined || href === null ? null : { label: known.label, href }
}

const CONSOLES = [
  { provider: 'aws', label: 'AWS console', hrefOf: awsHref },
  { provider: 'azure', label: 'Azure portal', hrefOf: azureHref },
  { provider: 'gcp', label: 'Google Cloud console', hrefOf: gcpHref },
] as const

/** EC2 resources by the kind of their id, in the fragment of the EC2 console. */
const EC2: readonly (readonly [RegExp, string])[] = [
  [/^i-[0-9a-f]+$/, 'InstanceDetails:instanceId='],
  [/^vol-[0-9a-f]+$/, 'VolumeDetails:volumeId='],
  [/^snap-[0-9a-f]+$/, 'SnapshotDetails:snapshotId='],
  [/^eipalloc-[0-9a-f]+$/, 'ElasticIpDetails:AllocationId='],
]

function awsHref({ id, region, service }: Place): string | null {
  if (id.startsWith('arn:aws:')) return `https://console.aws.amazon.com/go/view?arn=${encodeURIComponent(id)}`
  const kind = EC2.find(([shape]) => shape.test(id))?.[1]
  if (kind !== undefined && region !== null && /^[a-z0-9-]+$/.test(region))
    return `https://${region}.console.aws.amazon.com/ec2/home?region=${region}#${kind}${id}`
  const isBucket = service?.includes('S3') === true || service === 'Amazon Simple Storage Service'
  if (isBucket && /^[a-z0-9.-]+$/.test(id)) return `https://s3.console.aws.amazon.com/s3/buckets/${id}`
  return null
}

function azureHref({ id }: Place): string | null {
  return id.startsWith('/subscriptions/') ? `https://portal.azure.com/#resource${encodeURI(id)}` : null
}

const INSTANCE = /^\/\/compute\.googleapis\.com\/projects\/([^/]+)\/zones\/([^/]+)\/instances\/([^/]+)$/
const DISK = /^\/\/compute\.googleapis\.com\/projects\/([^/]+)\/zones\/([^/]+)\/disks\/([^/]+)$/
const PROJECT = /^\/\/[a-z]+\.googleapis\.com\/projects\/([^/]+)\//

function gcpHref({ id, subAccount }: Place): string | null {
  const console = 'https://console.cloud.google.com'
  const [, project, zone, name] = (INSTANCE.exec(id) ?? DISK.exec(id) ?? []).map(encodeURIComponent)
  if (project !== undefined && zone !== undefined && name !== undefined) {
    const kind = INSTANCE.test(id) ? 'instancesDetail' : 'disksDetail'
    return `${console}/compute/${kind}/zones/${zone}/${kind === 'instancesDetail' ? 'instances' : 'disks'}/${name}?project=${project}`
  }
  const known = PROJECT.exec(id)?.[1] ?? subAccount
  return known === null ? null : `${console}/home/dashboard?project=${encodeURIComponent(known)}`
}
