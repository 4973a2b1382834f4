import { awsCostExplorer } from './aws-cost-explorer/index.ts'
import type { Collector } from './collector.ts'

/** Every cloud that can be collected from. One line a collector. */
export const collectors: readonly Collector[] = [awsCostExplorer]
