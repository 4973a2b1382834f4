import { PERCENT_METRICS, QUANTITY_METRICS } from './metric-names.ts'
import { defineSideKind } from './side-kind.ts'
import { firstReason, oneOf, plausibleTime, reason } from './validation.ts'

const KNOWN = [...PERCENT_METRICS, ...QUANTITY_METRICS]

/** Utilisation of resources, one sample a resource, metric and time. Percentages are 0–100 of the whole resource. */
export const metrics = defineSideKind({
  id: 'metrics',
  columns: [
    { name: 'resource_id', type: 'text', required: true },
    { name: 'metric', type: 'text', required: true },
    { name: 'timestamp', type: 'time', required: true },
    { name: 'average', type: 'double', required: true },
    { name: 'maximum', type: 'double', required: true },
    { name: 'unit', type: 'text' },
  ],
  key: ['resource_id', 'metric', 'timestamp'],
  validate: firstReason([
    reason(
      `metric not in ${oneOf(KNOWN)}`,
      `'metric ' || metric || ' is not known; known are ${KNOWN.join(', ')}'`,
    ),
    plausibleTime('timestamp'),
    reason(`average < -0.5 or maximum < -0.5`, `'average and maximum must not be negative'`),
    reason(
      // sources round: 100.2 % is full, 250 % is the sum over cores
      `metric in ${oneOf(PERCENT_METRICS)} and (average > 100.5 or maximum > 100.5)`,
      `metric || ' is a percentage of the whole resource: 0 to 100'`,
    ),
    reason(`maximum < average - 0.000001 * greatest(1, abs(average))`, `'maximum must not be below average'`),
  ]),
})
