import { adviceOperations } from './advice.ts'
import { cloudWatchOperations } from './cloudwatch.ts'
import { costExplorerOperations } from './cost-explorer.ts'
import { ec2Operations } from './ec2.ts'
import type { Operation } from './operation.ts'
import { organizationsOperations } from './organizations.ts'
import { stsOperations } from './sts.ts'

/** Every call that the fake answers. */
export const operations: readonly Operation[] = [
  ...costExplorerOperations,
  ...cloudWatchOperations,
  ...organizationsOperations,
  ...adviceOperations,
  ...ec2Operations,
  ...stsOperations,
]
