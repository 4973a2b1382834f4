import { trafficless } from './trafficless.ts'

/** A load balancer without traffic. Source: AWS Trusted Advisor (fewer than 100 requests a day), billing rows of hours and LCUs. */
export const idleLoadBalancer = trafficless({
  id: 'IDLE-06',
  slug: 'idle-06-load-balancer',
  title: 'Load balancer without traffic',
  thing: 'balancer',
  hours: '(?i)LoadBalancerUsage|LB Rules|Load Balancer.*(rules|hours?)|Forwarding Rule',
  traffic: '(?i)LCUUsage|LoadBalancer.*Bytes|DataProcessing|Data Processed|Data Processing',
  empty: `coalesce((attributes->>'backends')::integer, (attributes->>'targets')::integer)`,
  withoutId: false,
  quantityMax: 0.01,
})
