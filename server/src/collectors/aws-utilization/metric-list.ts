import { z } from 'zod'
import { eachAwsPage } from '../aws-pages.ts'
import type { CallContext } from '../collector.ts'
import type { openCloudWatch } from './clients.ts'
import { fits, METRIC_SPECS, type MetricSpec } from './metric-specs.ts'
import type { Settings } from './settings.ts'

/** One metric of one resource that CloudWatch has. */
export interface Series {
  readonly spec: MetricSpec
  readonly resource: string
  readonly dimensions: Readonly<Record<string, string>>
  /** Divides percentages that AWS sums over parts. */
  readonly parts: number
}

export type CloudWatch = Awaited<ReturnType<typeof openCloudWatch>>

const Listed = z.object({
  Metrics: z
    .array(z.object({ Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]) }))
    .default([]),
  NextToken: z.string().optional(),
})

/** What had a sample in the last two weeks, of the metrics that Outlay knows. Throws CollectError. */
export async function listSeries(
  cloudWatch: CloudWatch,
  settings: Settings,
  region: string,
  { log }: CallContext,
): Promise<Series[]> {
  const found: Series[] = []
  const unknown = new Set<string>()
  for (const spec of METRIC_SPECS) {
    for await (const page of listPages(cloudWatch, spec)) {
      for (const series of page.filter((each) => fits(spec, each)).map((each) => toSeries(spec, each))) {
        if (series.parts === undefined) unknown.add(series.resource)
        else found.push({ ...series, parts: series.parts })
      }
    }
  }
  if (unknown.size > 0)
    log.warn({ endpoints: [...unknown] }, 'set vcpus and gpus of these endpoints to read how busy they are')
  return found

  function toSeries(spec: MetricSpec, dimensions: Readonly<Record<string, string>>) {
    const resource = spec.resource(dimensions, { region, account: settings.accountId })
    return {
      spec,
      dimensions,
      resource,
      parts: spec.parts === undefined ? 1 : spec.parts(dimensions, settings),
    }
  }
}

function listPages({ list, sdk }: CloudWatch, { namespace, name }: MetricSpec) {
  return eachAwsPage<Record<string, string>>(async (token) => {
    const command = new sdk.ListMetricsCommand({ Namespace: namespace, MetricName: name, NextToken: token })
    const answer = await list.ask(
      'ListMetrics',
      (client, abortSignal) => client.send(command, { abortSignal }),
      Listed,
    )
    const rows = answer.Metrics.map(({ Dimensions }) =>
      Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
    )
    return { rows, next: answer.NextToken }
  })
}
