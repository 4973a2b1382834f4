import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { CollectContext, Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { openCostExplorer } from './client.ts'
import type { Settings } from './settings.ts'

/** AWS keeps anomalies for 90 days. */
const DAYS_KEPT = 90
const PAGE_SIZE = 100

/** What Cost Anomaly Detection found: evidence beside Outlay's own anomalies. */
export const anomaliesPart: Part<Settings> = {
  id: 'anomalies',
  title: 'Cost Anomaly Detection',
  kind: 'findings',
  enabled: ({ advice }) => advice,
  windows: snapshot(),
  collect,
}

const text = z.string().optional()
const Anomaly = z.looseObject({
  AnomalyId: z.string().min(1),
  AnomalyStartDate: text,
  AnomalyEndDate: text,
  DimensionValue: text,
  RootCauses: z
    .array(z.looseObject({ Service: text, Region: text, LinkedAccount: text, UsageType: text }))
    .default([]),
  Impact: z.looseObject({ MaxImpact: z.number().optional(), TotalImpact: z.number().optional() }).optional(),
  Feedback: text,
  MonitorArn: text,
})
const AnomaliesAnswer = z.object({ Anomalies: z.array(Anomaly).default([]), NextPageToken: text })

async function collect(settings: Settings, context: CollectContext): Promise<Collected> {
  const { ask, sdk } = await openCostExplorer(settings, context)
  const { since } = context.window
  const page = rowsOnce(context)
  const pages = eachAwsPage(async (token) => {
    const command = new sdk.GetAnomaliesCommand({
      // both days inclusive
      DateInterval: { StartDate: addDays(since, 1 - DAYS_KEPT), EndDate: since },
      MaxResults: PAGE_SIZE,
      NextPageToken: token,
    })
    const answer = await ask(
      'GetAnomalies',
      (client, abortSignal) => client.send(command, { abortSignal }),
      AnomaliesAnswer,
    )
    return { rows: answer.Anomalies, next: answer.NextPageToken }
  })
  for await (const rows of pages) page(rows.map(toRow))
  return { estimated: false }
}

function toRow(anomaly: z.output<typeof Anomaly>): PageRow {
  const [cause] = anomaly.RootCauses
  const last = anomaly.AnomalyEndDate ?? anomaly.AnomalyStartDate
  return {
    provider: 'aws',
    advisor: 'aws-cost-anomaly-detection',
    finding_id: anomaly.AnomalyId,
    finding_type: 'anomaly',
    title: anomaly.DimensionValue ?? null,
    account_id: cause?.LinkedAccount ?? null,
    service: cause?.Service ?? null,
    region: cause?.Region ?? null,
    state: anomaly.Feedback ?? null,
    generated_at: last === undefined ? null : `${last.slice(0, 10)}T00:00:00Z`,
    details: {
      start: anomaly.AnomalyStartDate?.slice(0, 10) ?? null,
      end: anomaly.AnomalyEndDate?.slice(0, 10) ?? null,
      max_impact: anomaly.Impact?.MaxImpact ?? null,
      total_impact: anomaly.Impact?.TotalImpact ?? null,
      monitor: anomaly.MonitorArn ?? null,
      root_causes: anomaly.RootCauses.map(({ Service, Region, LinkedAccount, UsageType }) => ({
        service: Service ?? null,
        region: Region ?? null,
        account: LinkedAccount ?? null,
        usage_type: UsageType ?? null,
      })),
    },
  }
}
