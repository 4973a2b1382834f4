import { unitOf } from '../random.ts'
import { type Fleet, STORY_SEED } from './fleet.ts'

/** Names of the story that other companies do not have; longer ones first where one begins with another. */
const NAMES =
  `nav-rl perception-train planner foundation defect-detector grasp-planner route-optimizer demand-forecast
  fraud-score product-search ticket-triage sim-scorer speech-fallback churn-model label-assist grasp-sweep nav-policy
  demand-refit fraud-refit sim-replay shop-web checkout mobile-bff fleet-ingest sim-render robot-os etl-staging vault poc
  report-server etl-legacy leftover camera-datasets lidar ml-checkpoints ml-features sim-recordings label-exports
  vision-nd96 vision-a100 vision-online vision-ab-test annotator corp-vdi erp-app eu-store eu-pay eu-bi eu-rank world-model
  eval-a100 robot-logs voice-serve support-app pm-gpu pm-api pm-intent pm-lab pm-asr catalog-render
  map-tiles spark-nightly feature-backfill sandbox-dev loadtest soak-test soak-win cube geo-index nightwatch ledger-calc
  license-gate sms-bridge cron-host badge-svc ledger-db annotation labeling loyalty-db assets-sql experiment-db coupons-db
  pay-legacy migration print-old atlas replay-scratch beta crm-export promo robot-video warehouse-export visionlabels
  events-raw slam size-advice wakeword depth-estimator scratch gait-study resample mesh-solver phoneme-align tile-server
  dispatch beacon matcher qa-web qa-api uat helpdesk-dev stage-old olap-old shop-dr billing-close route-cache mono-split
  bulk-import fleet-relay grasp-llm sim-farm label-router month-close rerank-llm build-win mail-gw restore-drill orders-db
  settlement-db thumbs embedding-shards map-store sku-images model-registry emergency-stop voice-distill`
    .split(/\s+/)
    .sort((a, b) => b.length - a.length)

const FIRST =
  `amber basalt cedar delta ember fjord gale harbor indigo juniper kestrel lumen maple nimbus onyx pebble quartz
  raven sable tundra umber violet willow yarrow zephyr cobalt drift falcon garnet heron iris lotus merlin opal poppy saffron
  teal thistle topaz birch`.split(/\s+/)
const SECOND =
  `api core hub svc job task flow node gate base link sync calc host grid port deck mill pipe room`.split(
    /\s+/,
  )

/** Gives everything other names in any company but the one of the README, so that no rule can learn them. */
export function renameFleet(fleet: Fleet): Fleet {
  const { seed } = fleet.calendar
  if (seed === STORY_SEED) return fleet
  const names = invented(seed)
  const pattern = new RegExp(`(?<![a-z0-9_])(${NAMES.join('|')})(?![a-z])`, 'g')
  const rename = (text: string) => text.replace(pattern, (name) => names.get(name) ?? name)
  const all = <T extends object>(rows: readonly T[]): T[] => JSON.parse(rename(JSON.stringify(rows)))
  const series = all(fleet.series)
  return {
    ...fleet,
    // accounts are looked up by name
    series: series.map((row, index) => ({ ...row, account: fleet.series[index]?.account ?? row.account })),
    metrics: all(fleet.metrics),
    inventory: all(fleet.inventory),
    truths: fleet.truths.map((truth) => ({ ...truth, resourceIds: truth.resourceIds.map(rename) })),
  }
}

/** A different pair of words for each name. */
function invented(seed: number): ReadonlyMap<string, string> {
  const pairs = FIRST.flatMap((first) => SECOND.map((second) => `${first}-${second}`))
  const order = new Map(pairs.map((pair) => [pair, unitOf(seed, `name:${pair}`)]))
  const shuffled = pairs.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  return new Map(NAMES.map((name, index) => [name, shuffled[index] ?? name]))
}
