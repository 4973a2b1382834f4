import { type Provenance, SOURCES } from './sources.ts'

/** One accelerator as the clouds rent it. */
export interface GpuSpec extends Provenance {
  readonly model: string
  readonly memoryGib: number
  /** Dense 16-bit matrix throughput that its maker states, in TFLOPS; null where no source was read. */
  readonly tflops16: number | null
}

/** Memory is of one whole accelerator. AWS states what the driver reports, others what is printed on the card. */
export const GPU_SPECS: readonly GpuSpec[] = [
  ...specs(SOURCES.lightning, [
    ['A100-40GB', 40, 312],
    ['A100-80GB', 80, 312],
    ['A10', 24, 125],
    ['H100', 80, 989.4],
    ['L4', 24, 121],
    ['T4', 16, 65],
    ['V100', 16, 125],
    ['V100-32GB', 32, 125],
  ]),
  ...specs(SOURCES.awsUsEast, [
    ['A10G', 22.4, null],
    ['B200', 179.1, null],
    ['B300', 268.6, null],
    ['H200', 141, null],
    ['Inferentia', 8, null],
    ['Inferentia2', 32, null],
    ['L40S', 44.7, null],
    ['Radeon-Pro-V520', 8, null],
    ['T4G', 16, null],
    ['Trainium', 32, null],
  ]),
  ...specs(SOURCES.azureVms, [
    ['GB200', 186, null],
    ['H100-NVL', 94, null],
    ['M60', 8, null],
  ]),
  ...specs(SOURCES.gcp, [['RTX-PRO-6000', 96, null]]),
]

/** Memory of one accelerator as that cloud states it; null for none and for one that the table does not hold. */
export function acceleratorMemoryGib(model: string | null, provider: string): number | null {
  if (model === 'L4' && provider === 'aws') return AWS_L4_MEMORY_GIB
  return GPU_SPECS.find((spec) => spec.model === model)?.memoryGib ?? null
}

const AWS_L4_MEMORY_GIB = 22.4

type Row = readonly [model: string, memoryGib: number, tflops16: number | null]

function specs(provenance: Provenance, rows: readonly Row[]): GpuSpec[] {
  return rows.map(([model, memoryGib, tflops16]) => ({ model, memoryGib, tflops16, ...provenance }))
}
