import type { Fleet, Owner } from './fleet.ts'
import { addMeters, type MeterRow } from './meter.ts'
import { plantWaste } from './plant.ts'
import { vary } from './vary.ts'
import { addDistantWork, addGenerationFleet } from './waste-place.ts'

/** Bytes that travel too far, logs and metrics that nobody reads, work in a dear region. */
export function addNetworkWaste(fleet: Fleet): void {
  line(
    fleet,
    'cross-zone',
    'data-lake',
    'NET-02',
    1 - vary(fleet, 'zone', 0.6, 0.15),
    'consumers read from brokers in other zones',
    'share of bytes that stay in the zone with rack awareness',
    [
      'ec2',
      'regional data transfer - in/out/between EC2 AZs',
      'DataTransfer-Regional-Bytes',
      'GB',
      '0.01',
      95,
      'traffic',
      0.2,
    ],
  )
  line(
    fleet,
    'cross-region',
    'platform-prod',
    'NET-03',
    0.1,
    'a replica in Ireland that only its health check reads',
    'one tenth of the bytes is still read there',
    [
      'ec2',
      'data transfer from US East (N. Virginia) to EU (Ireland)',
      'USE1-EUW1-AWS-Out-Bytes',
      'GB',
      '0.02',
      31,
      'flat',
      0.1,
    ],
  )
  line(
    fleet,
    'cross-region-gcp',
    'tb-perception-train',
    'NET-03',
    0.15,
    'training reads a bucket of another region every epoch',
    'a copy in the region of the machines',
    [
      'gce',
      'Network Inter Region Data Transfer Out from Americas to EMEA',
      'Inter-region',
      'gibibyte',
      '0.05',
      14,
      'flat',
      0.2,
    ],
  )
  line(
    fleet,
    'log-retention',
    'ml-prod',
    'LOG-01',
    0.25,
    'log groups that never expire',
    'a quarter of the bytes is younger than the limit',
    [
      'cloudwatch',
      'per GB-mo of log storage',
      'TimedStorage-ByteHrs',
      'GB-Mo',
      '0.03',
      vary(fleet, 'logs', 31_000) / 730,
    ],
    0.35,
  )
  line(
    fleet,
    'log-retention-azure',
    'erp',
    'LOG-01',
    0.3,
    'two years of retention for thirty days of questions',
    'the bytes beyond ninety days',
    ['logAnalytics', 'Analytics Logs Data Retention', 'Log Analytics', 'GB-Months', '0.1', 6200 / 730],
    0.4,
  )
  line(
    fleet,
    'custom-metrics',
    'platform-prod',
    'LOG-03',
    0.55,
    'a metric a robot, of which nearly half are on no dashboard and no alarm',
    'the metrics that nobody reads',
    [
      'cloudwatch',
      'metric-month of custom metrics',
      'CW:MetricMonitorUsage',
      'Metrics',
      '0.3',
      vary(fleet, 'metrics', 3100) / 730,
    ],
  )
  addDistantWork(fleet)
  addGenerationFleet(fleet)
}

/** A line without a resource and the part of it that is needed. */
function line(
  fleet: Fleet,
  name: string,
  account: string,
  rule: string,
  keep: number,
  why: string,
  method: string,
  row: MeterRow,
  startSize = 0.75,
): void {
  const owner: Owner = { team: 'fleet-data', app: name, env: 'prod', tagged: true }
  const series = addMeters(fleet, account, owner, [row], { startSize })
  plantWaste(fleet, { name, series, why, fixes: [{ rule, keep, method }] })
}
