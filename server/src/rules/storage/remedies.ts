import type { Remediation } from '../rule.ts'
import type { BucketRow } from './bucket.ts'
import type { Step } from './plan.ts'

type Transition = Pick<Step, 'afterDays'> & { readonly to: { readonly name: string } }

/** Names of the classes in S3's interfaces. */
const S3_NAMES: Readonly<Record<string, string>> = {
  'Standard-IA': 'STANDARD_IA',
  'Glacier Instant': 'GLACIER_IR',
  'Glacier Flexible': 'GLACIER',
  'Deep Archive': 'DEEP_ARCHIVE',
  'Intelligent-Tiering FA': 'INTELLIGENT_TIERING',
}

/** Lifecycle rule of S3 with transitions by age; objects below 128 KB stay where they are. */
export function s3Lifecycle(row: BucketRow, steps: readonly Transition[]): Remediation {
  const bucket = bucketId(row)
  const transitions = steps.map(({ afterDays, to }) => ({
    Days: afterDays,
    StorageClass: S3_NAMES[to.name] ?? to.name,
  }))
  const rule = {
    ID: 'tier-by-age',
    Status: 'Enabled',
    Filter: { ObjectSizeGreaterThan: 131_072 },
    Transitions: transitions,
  }
  return {
    cli: [
      `aws s3api get-bucket-lifecycle-configuration --bucket ${bucket}   # keep what is there: the next command replaces it`,
      `aws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --lifecycle-configuration '${JSON.stringify({ Rules: [rule] })}'`,
    ].join('\n'),
    terraform: [
      'resource "aws_s3_bucket_lifecycle_configuration" "tier" {',
      `  bucket = "${bucket}"`,
      '  rule {',
      '    id     = "tier-by-age"',
      '    status = "Enabled"',
      '    filter { object_size_greater_than = 131072 }',
      ...transitions.map(
        ({ Days, StorageClass }) =>
          `    transition {\n      days          = ${Days}\n      storage_class = "${StorageClass}"\n    }`,
      ),
      '  }',
      '}',
    ].join('\n'),
    console: `S3 › ${bucket} › Management › Create lifecycle rule › ${steps.map(({ afterDays, to }) => `${to.name} after ${afterDays} days`).join(', ')}.`,
    rollback:
      'Disable the rule. Objects already moved come back by copying them onto themselves in Standard; retrieval and the minimum duration are charged.',
  }
}

/** Lifecycle rules of Cloud Storage by age. */
export function gcsLifecycle(row: BucketRow, steps: readonly Transition[]): Remediation {
  const bucket = bucketId(row)
  const rules = steps.map(({ afterDays, to }) => ({
    action: { type: 'SetStorageClass', storageClass: to.name.toUpperCase() },
    condition: { age: afterDays },
  }))
  return {
    cli: [
      `gcloud storage buckets describe gs://${bucket} --format="json(lifecycle_config,autoclass)"   # keep what is there: the next command replaces it`,
      `echo '${JSON.stringify({ rule: rules })}' > lifecycle.json`,
      `gcloud storage buckets update gs://${bucket} --lifecycle-file=lifecycle.json`,
      `# where nobody knows the access: gcloud storage buckets update gs://${bucket} --enable-autoclass`,
    ].join('\n'),
    terraform: [
      `# google_storage_bucket "${bucket}"`,
      ...steps.map(
        ({ afterDays, to }) =>
          `lifecycle_rule {\n  condition { age = ${afterDays} }\n  action {\n    type          = "SetStorageClass"\n    storage_class = "${to.name.toUpperCase()}"\n  }\n}`,
      ),
    ].join('\n'),
    console: `Cloud Storage › ${bucket} › Lifecycle › Add a rule › set storage class by age.`,
    rollback:
      'Remove the rule. Rewriting objects to Standard is charged as retrieval, and early deletion below the minimum duration.',
  }
}

/** Lifecycle management policy of a storage account by days since modification. */
export function blobPolicy(row: BucketRow, steps: readonly Transition[]): Remediation {
  const id = bucketId(row)
  const account = id.split('/').at(-1) ?? id
  const group = /resourcegroups\/([^/]+)/i.exec(row.resource_ids[0] ?? '')?.[1] ?? 'RESOURCE_GROUP'
  const baseBlob = Object.fromEntries(
    steps.map(({ afterDays, to }) => [`tierTo${to.name}`, { daysAfterModificationGreaterThan: afterDays }]),
  )
  const policy = {
    rules: [
      {
        name: 'tier-by-age',
        enabled: true,
        type: 'Lifecycle',
        definition: { filters: { blobTypes: ['blockBlob'] }, actions: { baseBlob } },
      },
    ],
  }
  return {
    cli: [
      `az storage account management-policy show --account-name ${account} --resource-group ${group}   # keep what is there: the next command replaces it`,
      `az storage account management-policy create --account-name ${account} --resource-group ${group} --policy '${JSON.stringify(policy)}'`,
      `# with last-access tracking on, daysAfterLastAccessTimeGreaterThan and enableAutoTierToHotFromCool are safer`,
    ].join('\n'),
    terraform: [
      'resource "azurerm_storage_management_policy" "tier" {',
      `  storage_account_id = "${row.resource_ids[0] ?? 'STORAGE_ACCOUNT_ID'}"`,
      '  rule {',
      '    name    = "tier-by-age"',
      '    enabled = true',
      '    filters { blob_types = ["blockBlob"] }',
      '    actions {',
      '      base_blob {',
      ...steps.map(
        ({ afterDays, to }) =>
          `        tier_to_${to.name.toLowerCase()}_after_days_since_modification_greater_than = ${afterDays}`,
      ),
      '      }',
      '    }',
      '  }',
      '}',
    ].join('\n'),
    console: `Storage account ${account} › Data management › Lifecycle management › Add a rule.`,
    rollback:
      'Disable the rule and set the tier of the blobs back to Hot; reads of the cold tier and early deletion are charged.',
  }
}

/** Name that a cloud's commands take. */
export function bucketId(row: Pick<BucketRow, 'resource_ids'>): string {
  const id = row.resource_ids[0] ?? 'BUCKET'
  if (id.startsWith('arn:aws:s3:::')) return id.slice('arn:aws:s3:::'.length)
  return id.startsWith('//storage.googleapis.com') ? (id.split('/').at(-1) ?? id) : id
}
