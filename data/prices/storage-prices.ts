import { type Provenance, SOURCES } from './sources.ts'
import type { PricedProvider } from './vm-prices.ts'

/** One class of object storage at list price; what a class does not charge is 0. */
export interface StoragePrice extends Provenance {
  readonly provider: PricedProvider
  readonly region: string
  readonly service: string
  readonly storageClass: string
  readonly usdPerGbMonth: number
  readonly putUsdPer1k: number
  readonly getUsdPer1k: number
  /** Of a lifecycle transition into this class. */
  readonly transitionUsdPer1k: number
  readonly retrievalUsdPerGb: number
  /** Deleted or moved earlier, an object is charged to this day. */
  readonly minDays: number
  /** A smaller object is charged as if it had this size (Intelligent-Tiering: it is never tiered). */
  readonly minObjectKib: number
  /** Charged for each object on top of its size, at the price of this class and of the standard class. */
  readonly classOverheadKib: number
  readonly standardOverheadKib: number
  readonly monitoringUsdPer1kMonth: number
  readonly confidence: 'high' | 'medium'
  /** What is not confirmed by a source, in words. */
  readonly unverified: string | null
}

export function storagePrices(): readonly StoragePrice[] {
  return [...S3.map(s3), ...GCS.map(gcs), ...BLOB.map(blob)]
}

type Row = readonly [
  storageClass: string,
  usdPerGbMonth: number,
  putUsdPer1k: number,
  getUsdPer1k: number,
  transitionUsdPer1k: number,
  retrievalUsdPerGb: number,
  minDays: number,
  unverified: string | null,
]

/** Besides the common columns: minimum size, overhead in the class and in Standard (KiB), monitoring fee. */
const S3: readonly (readonly [Row, ...sizes: readonly [number, number, number, number]])[] = [
  [['Standard', 0.023, 0.005, 0.0004, 0, 0, 0, null], 0, 0, 0, 0],
  [['Intelligent-Tiering FA', 0.023, 0.005, 0.0004, 0.01, 0, 0, null], 0, 0, 0, 0.0025],
  [['Intelligent-Tiering IA', 0.0125, 0.005, 0.0004, 0, 0, 0, null], 128, 0, 0, 0.0025],
  [['Intelligent-Tiering AIA', 0.004, 0.005, 0.0004, 0, 0, 0, null], 128, 0, 0, 0.0025],
  [['Standard-IA', 0.0125, 0.01, 0.001, 0.01, 0.01, 30, null], 128, 0, 0, 0],
  [['One Zone-IA', 0.01, 0.01, 0.001, 0.01, 0.01, 30, null], 128, 0, 0, 0],
  [['Glacier Instant', 0.004, 0.02, 0.01, 0.02, 0.03, 90, 'request and transition fees'], 128, 0, 0, 0],
  [['Glacier Flexible', 0.0036, 0.03, 0.0004, 0.03, 0.01, 90, null], 0, 32, 8, 0],
  [['Deep Archive', 0.00099, 0.05, 0.0004, 0.05, 0.02, 180, null], 0, 32, 8, 0],
]

const GCS: readonly Row[] = [
  ['Standard', 0.02, 0.005, 0.0004, 0, 0, 0, null],
  ['Nearline', 0.01, 0.01, 0.001, 0.01, 0.01, 30, 'operation fees'],
  ['Coldline', 0.004, 0.02, 0.01, 0.02, 0.02, 90, 'operation fees; a second page lists half of them'],
  ['Archive', 0.0012, 0.05, 0.05, 0.05, 0.05, 365, 'operation fees'],
]

const BLOB: readonly Row[] = [
  ['Hot', 0.0208, 0.005, 0.0004, 0, 0, 0, null],
  ['Cool', 0.0152, 0.01, 0.001, 0.01, 0.01, 30, 'capacity; a golden file of another region has 0.0115'],
  ['Cold', 0.0036, 0.018, 0.01, 0.018, 0.03, 90, 'retrieval'],
  ['Archive', 0.00099, 0.01, 0.5, 0.01, 0.02, 180, 'operation fees'],
]

function s3([row, minObjectKib, classOverheadKib, standardOverheadKib, monitoring]: (typeof S3)[number]) {
  return {
    ...common(row),
    provider: 'aws' as const,
    region: 'us-east-1',
    service: 'S3',
    minObjectKib,
    classOverheadKib,
    standardOverheadKib,
    monitoringUsdPer1kMonth: monitoring,
    ...SOURCES.s3,
  }
}

function gcs(row: Row): StoragePrice {
  return {
    ...NO_SIZES,
    ...common(row),
    provider: 'gcp',
    region: 'us-central1',
    service: 'Cloud Storage',
    ...SOURCES.gcp,
  }
}

function blob(row: Row): StoragePrice {
  return {
    ...NO_SIZES,
    ...common(row),
    provider: 'azure',
    region: 'eastus',
    service: 'Blob LRS',
    ...SOURCES.blob,
  }
}

const NO_SIZES = { minObjectKib: 0, classOverheadKib: 0, standardOverheadKib: 0, monitoringUsdPer1kMonth: 0 }

function common([storageClass, usdPerGbMonth, put, get, transition, retrieval, minDays, unverified]: Row) {
  return {
    storageClass,
    usdPerGbMonth,
    putUsdPer1k: put,
    getUsdPer1k: get,
    transitionUsdPer1k: transition,
    retrievalUsdPerGb: retrieval,
    minDays,
    unverified,
    confidence: unverified === null ? ('high' as const) : ('medium' as const),
  }
}
