import type { Question } from './cost-and-usage.ts'
import type { Fault } from './faults.ts'
import { startFakeAws } from './server.ts'
import type { Cost } from './world.ts'

export interface FakeCostExplorer {
  readonly url: string
  /** Bodies of the questions in the order in which they came, those that met a fault too. */
  readonly questions: readonly Question[]
  /** One entry a request: a fault, or null to answer. Requests beyond the list are answered. */
  script(faults: readonly (Fault | null)[]): void
  /** Replaces the bill, as AWS does when it refreshes. */
  setCosts(costs: readonly Cost[]): void
  close(): Promise<void>
}

interface FakeOptions {
  readonly costs: readonly Cost[]
  /** Groups a page. */
  readonly pageSize?: number
  /** First day that is still estimated. */
  readonly estimatedFrom?: string
}

/** AWS Cost Explorer alone on loopback: a bill, and faults on command. Close it when done. */
export async function startFakeCostExplorer(options: FakeOptions): Promise<FakeCostExplorer> {
  const fake = await startFakeAws(options)
  return {
    url: fake.url,
    get questions() {
      return fake.calls
        .filter(({ operation }) => operation === 'GetCostAndUsage')
        .map(({ body }) => body as unknown as Question)
    },
    script: (faults) => fake.script(faults),
    setCosts: (costs) => fake.change({ costs }),
    close: fake.close,
  }
}
