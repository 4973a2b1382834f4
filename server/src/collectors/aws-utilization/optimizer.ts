import { z } from 'zod'
import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { Collected, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { type ComputeOptimizer, openComputeOptimizer } from './clients.ts'
import { Finding, findingRow, isFinding } from './optimizer-row.ts'
import { type FindingSpec, OPTIMIZER_SPECS } from './optimizer-specs.ts'
import type { Settings } from './settings.ts'

/** Findings of Compute Optimizer, as evidence. What it calls optimised is left out. */
export const optimizerPart: Part<Settings> = {
  id: 'compute-optimizer',
  title: 'Compute Optimizer',
  kind: 'findings',
  enabled: ({ advice }) => advice,
  windows: snapshot(),
  async collect(settings, context): Promise<Collected> {
    const page = rowsOnce(context)
    for (const region of settings.regions) {
      const optimizer = await openComputeOptimizer(settings, region, context)
      for (const spec of OPTIMIZER_SPECS) {
        for await (const all of pages(optimizer, spec)) {
          const findings = all.filter((finding) => isFinding(finding, spec))
          page(findings.map((finding) => findingRow(finding, spec, region)))
        }
      }
    }
    return { estimated: false }
  },
}

function pages({ ask, sdk }: ComputeOptimizer, spec: FindingSpec) {
  const answer = z
    .looseObject({ [spec.list]: z.unknown(), nextToken: z.string().optional() })
    .transform((page, context) => {
      const findings = z
        .array(Finding.extend({ [spec.arn]: z.string().min(1) }))
        .safeParse(page[spec.list] ?? [])
      if (findings.success)
        return { rows: findings.data as Finding[], next: page['nextToken'] as string | undefined }
      const issue = findings.error.issues[0]
      context.addIssue({ code: 'custom', path: [spec.list, ...(issue?.path ?? [])], message: issue?.message })
      return z.NEVER
    })
  return eachAwsPage((token) =>
    ask(spec.action, (client, abortSignal) => spec.send(sdk, client, token, abortSignal), answer),
  )
}
