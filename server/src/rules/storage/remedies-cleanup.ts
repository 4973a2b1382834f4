import type { Remediation } from '../rule.ts'
import type { BucketRow } from './bucket.ts'
import { bucketId } from './remedies.ts'

/** Aborts uploads that take longer than a week. */
export function abortUploads(row: BucketRow): Remediation {
  const bucket = bucketId(row)
  const aws = row.provider === 'aws'
  return {
    cli: aws
      ? `aws s3api list-multipart-uploads --bucket ${bucket} --query 'Uploads[].[Initiated,Key]' --output text\naws s3api get-bucket-lifecycle-configuration --bucket ${bucket}   # keep what is there: the next command replaces it\naws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --lifecycle-configuration '{"Rules":[{"ID":"abort-uploads","Status":"Enabled","Filter":{},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}'`
      : `echo '{"rule":[{"action":{"type":"AbortIncompleteMultipartUpload"},"condition":{"age":7}}]}' > lifecycle.json\ngcloud storage buckets describe gs://${bucket} --format="json(lifecycle_config)"   # keep what is there: the next command replaces it\ngcloud storage buckets update gs://${bucket} --lifecycle-file=lifecycle.json`,
    terraform: aws
      ? `resource "aws_s3_bucket_lifecycle_configuration" "uploads" {\n  bucket = "${bucket}"\n  rule {\n    id     = "abort-uploads"\n    status = "Enabled"\n    filter {}\n    abort_incomplete_multipart_upload { days_after_initiation = 7 }\n  }\n}`
      : `# google_storage_bucket "${bucket}"\nlifecycle_rule {\n  condition { age = 7 }\n  action { type = "AbortIncompleteMultipartUpload" }\n}`,
    console: `Open ${bucket} › lifecycle rules › abort incomplete multipart uploads after 7 days.`,
    rollback: 'Disable the rule. Aborted uploads must be started again; complete objects are never touched.',
  }
}

/** Expires versions that newer ones replaced 30 days ago. */
export function expireVersions(row: BucketRow): Remediation {
  const bucket = bucketId(row)
  const cli: Readonly<Record<string, string>> = {
    aws: `aws s3api get-bucket-lifecycle-configuration --bucket ${bucket}   # keep what is there: the next command replaces it\naws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --lifecycle-configuration '{"Rules":[{"ID":"expire-old-versions","Status":"Enabled","Filter":{},"NoncurrentVersionExpiration":{"NoncurrentDays":30,"NewerNoncurrentVersions":1}}]}'`,
    gcp: `gcloud storage buckets describe gs://${bucket} --format="json(lifecycle_config,soft_delete_policy)"   # keep what is there: the next command replaces it\necho '{"rule":[{"action":{"type":"Delete"},"condition":{"daysSinceNoncurrentTime":30,"numNewerVersions":2}}]}' > lifecycle.json\ngcloud storage buckets update gs://${bucket} --lifecycle-file=lifecycle.json`,
    azure: `az storage account management-policy show --account-name ${bucket.split('/').at(-1)} --resource-group RESOURCE_GROUP   # add to it: actions.version.delete.daysAfterCreationGreaterThan = 30`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      'noncurrent_version_expiration { noncurrent_days = 30, newer_noncurrent_versions = 1 } in aws_s3_bucket_lifecycle_configuration; condition { days_since_noncurrent_time = 30, num_newer_versions = 2 } in google_storage_bucket; version { delete_after_days_since_creation = 30 } in azurerm_storage_management_policy.',
    console: `Open ${bucket} › lifecycle rules › delete noncurrent versions after 30 days, keep the newest.`,
    rollback:
      'Disable the rule. Expired versions are gone: ask the owner first, and check what must be retained by law.',
  }
}

/** Takes out the transition, then brings objects back. */
export function moveBack(row: BucketRow & { readonly class: string }): Remediation {
  const bucket = bucketId(row)
  const account = bucket.split('/').at(-1) ?? bucket
  const cli: Readonly<Record<string, string>> = {
    aws: `aws s3api get-bucket-lifecycle-configuration --bucket ${bucket}   # take the transition out first, or set ObjectSizeGreaterThan\naws s3 cp s3://${bucket}/ s3://${bucket}/ --recursive --storage-class STANDARD --dryrun   # then without --dryrun, prefix by prefix`,
    gcp: `gcloud storage buckets describe gs://${bucket} --format="json(lifecycle_config)"   # take the rule out first\ngcloud storage objects update "gs://${bucket}/**" --storage-class=STANDARD`,
    azure: `az storage account management-policy show --account-name ${account} --resource-group RESOURCE_GROUP   # take the rule out first\naz storage blob set-tier --account-name ${account} --container-name CONTAINER --name BLOB --tier Hot`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      'Remove the transition from the lifecycle rule of the bucket, or let it apply to larger and older objects only.',
    console: `Open ${account} › lifecycle rules: take out the transition to ${row.class}; copy what is read often back.`,
    rollback: `Put the lifecycle rule back; the transition to ${row.class} is charged again.`,
  }
}

/** Copies in one region only. */
export function lessCopies(row: BucketRow): Remediation {
  const bucket = bucketId(row)
  if (row.provider === 'azure')
    return {
      cli: `az storage account show --ids ${bucket} --query "{sku:sku.name,status:statusOfSecondary}"\naz storage account update --ids ${bucket} --sku Standard_LRS`,
      terraform: 'azurerm_storage_account: account_replication_type = "LRS"',
      console: `Storage account ${bucket.split('/').at(-1)} › Data management › Redundancy › Locally-redundant storage.`,
      rollback:
        'Set the redundancy back; the copy to the second region is made anew and charged as geo-replication transfer.',
    }
  return {
    cli: `gcloud storage buckets describe gs://${bucket} --format="value(location,location_type)"\ngcloud storage buckets create gs://${bucket}-regional --location=${row.region ?? 'REGION'}\ngcloud storage rsync gs://${bucket} gs://${bucket}-regional --recursive --dry-run   # then without --dry-run`,
    terraform:
      'google_storage_bucket with location = one region; a bucket cannot change its location, so that objects are copied.',
    console: `Cloud Storage: create a regional bucket, copy ${bucket} with Storage Transfer Service, then delete it.`,
    rollback: 'Keep the old bucket until readers have moved.',
  }
}

/** Rewrites text as compressed columns. */
export function compressText(row: BucketRow): Remediation {
  const bucket = bucketId(row)
  return {
    cli: [
      `# try one day first and compare sizes; readers must know the new format`,
      `duckdb -c "copy (from read_json('${row.provider === 'gcp' ? 'gs' : row.provider === 'azure' ? 'az' : 's3'}://${bucket.split('/').at(-1)}/PREFIX/*.json')) to 'sample.parquet' (format parquet, compression zstd)"`,
    ].join('\n'),
    terraform:
      'Set the writer to compress: buffering and format conversion of a delivery stream, or its own configuration.',
    console: 'Let the writer compress from now on; rewrite old partitions by a batch job, the largest first.',
    rollback: 'Keep the old objects until readers have moved, under a lifecycle rule that expires them.',
  }
}

/** Removes copies and what runs left behind. */
export function removeCopies(row: BucketRow): Remediation {
  const bucket = bucketId(row)
  const cli: Readonly<Record<string, string>> = {
    aws: `aws s3 ls s3://${bucket}/ --recursive --summarize | tail -2\naws s3 rm s3://${bucket}/PREFIX/ --recursive --dryrun   # then without --dryrun, when the owner agrees`,
    gcp: `gcloud storage du gs://${bucket} --summarize\ngcloud storage ls "gs://${bucket}/PREFIX/**"   # then gcloud storage rm, when the owner agrees`,
    azure: `az storage blob list --account-name ${bucket.split('/').at(-1)} --container-name CONTAINER --prefix PREFIX --query "[].name"\naz storage blob delete-batch --account-name ${bucket.split('/').at(-1)} --source CONTAINER --pattern "PREFIX/*" --dryrun`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      'A lifecycle rule that expires the prefix of checkpoints after 30 days; let training keep the last three under another prefix.',
    console:
      'Ask the owner which runs and copies are still needed, point readers to one of them, expire the rest by prefix.',
    rollback:
      'Turn versioning on first: deleted objects can be had back for as long as old versions are kept.',
  }
}
