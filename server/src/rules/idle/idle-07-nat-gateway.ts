import { trafficless } from './trafficless.ts'

/** A NAT gateway that nothing sends through. Source: AWS Compute Optimizer (NAT gateways, 32 days), billing rows of hours and bytes. */
export const idleNatGateway = trafficless({
  id: 'IDLE-07',
  slug: 'idle-07-nat-gateway',
  title: 'NAT gateway without traffic',
  thing: 'gateway',
  hours: '(?i)NatGateway-Hours|NAT Gateway|natgateways|Cloud Nat.*(uptime|gateway)',
  traffic: '(?i)NatGateway-Bytes|Data Processed|Data Processing',
  empty: `(attributes->>'subnets')::integer`,
  withoutId: true,
  quantityMax: 0.002,
})
