import type { Remediation } from '../rule.ts'

/** Sets a retention on what never expires. */
export function keepLogsShorter(provider: string, region: string | null): Remediation {
  const where = region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws logs describe-log-groups --region ${where} --query 'logGroups[?!retentionInDays].[storedBytes,logGroupName]' --output text | sort -rn | head\naws logs put-retention-policy --region ${where} --log-group-name LOG_GROUP --retention-in-days 90`,
    azure: `az monitor log-analytics workspace list --query "[].{name:name,group:resourceGroup,days:retentionInDays}" -o table\naz monitor log-analytics workspace table update --resource-group GROUP --workspace-name WORKSPACE --name TABLE --retention-time 90`,
    gcp: `gcloud logging buckets list --format="table(name,retentionDays)"\ngcloud logging buckets update BUCKET --location=LOCATION --retention-days=90`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'aws_cloudwatch_log_group: retention_in_days = 90; azurerm_log_analytics_workspace: retention_in_days = 90; google_logging_project_bucket_config: retention_days = 90',
    console:
      'Sort the log groups, workspaces or buckets by stored bytes; set a retention on those that never expire. Export first what must be kept by law.',
    rollback:
      'Set the retention back. What has expired is gone: copy it to object storage first where in doubt.',
  }
}

/** Leaves out lines at the source or on their way in. */
export function sendFewerLogs(provider: string, region: string | null): Remediation {
  const where = region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws cloudwatch get-metric-data --region ${where} …   # IncomingBytes by LogGroupName: which groups send most\naws logs start-query --region ${where} --log-group-name LOG_GROUP --query-string 'stats count(*) by level' --start-time START --end-time END`,
    azure: `az monitor log-analytics query --workspace WORKSPACE_ID --analytics-query "Usage | where IsBillable | summarize GB=sum(Quantity)/1000 by DataType | order by GB"\naz monitor log-analytics workspace table update --resource-group GROUP --workspace-name WORKSPACE --name TABLE --plan Basic`,
    gcp: `gcloud logging sinks describe _Default\ngcloud logging sinks update _Default --add-exclusion=name=health-checks,filter='httpRequest.requestUrl:"/healthz"'`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'google_logging_project_exclusion; azurerm_log_analytics_workspace_table: plan = "Basic"; aws_cloudwatch_log_group: log_group_class = "INFREQUENT_ACCESS" for a new group that is rarely queried.',
    console:
      'Find the log group, table or sink with most bytes; raise the level of debug logging, drop health checks, sample access logs.',
    rollback: 'Set the level or the exclusion back; lines that were not sent are not there afterwards.',
  }
}

/** Drops series that nothing reads. */
export function fewerMetrics(provider: string, region: string | null): Remediation {
  const where = region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws cloudwatch list-metrics --region ${where} --recently-active PT3H --query 'Metrics[].Namespace' --output text | tr '\\t' '\\n' | sort | uniq -c | sort -rn`,
    azure: 'az monitor metrics list-namespaces --resource RESOURCE_ID',
    gcp: 'gcloud monitoring metrics-scopes list   # then Metrics Management: volume and reads by metric',
  }
  return {
    cli: cli[provider] ?? null,
    terraform: null,
    console:
      'Count series by namespace and label, compare with dashboards and alarms; take out labels such as user, request or device id; send every 60 s instead of every 10 s.',
    rollback: 'Put the label or series back; its history has a gap.',
  }
}

/** Leaves one trail that records management events. */
export function oneTrail(region: string | null): Remediation {
  const where = region ?? 'REGION'
  return {
    cli: `aws cloudtrail describe-trails --region ${where} --query 'trailList[].[Name,IsMultiRegionTrail,IsOrganizationTrail,S3BucketName]' --output table\naws cloudtrail get-event-selectors --region ${where} --trail-name TRAIL\naws cloudtrail put-event-selectors --region ${where} --trail-name TRAIL --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":false}]'   # or stop-logging`,
    terraform: 'aws_cloudtrail: event_selector { include_management_events = false } in all trails but one.',
    console:
      'CloudTrail › Trails: keep the organisation trail for management events, switch them off in the others; ask security first.',
    rollback: 'Switch management events on again. Nothing is lost: the other trail has them.',
  }
}
