import { runConformance } from '../focus/conformance/run.ts'
import { sideKinds } from './kinds/registry.ts'
import { runChild } from './staging/run-child.ts'

runChild({ conformance: runConformance, sideKinds })
