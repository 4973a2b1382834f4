import type { RawRow } from './run-mapping.ts'

/** For tests: a row of the detailed export. */
export const base = {
  billing_account_id: '01AB-23CD',
  service: '{"id":"6F81-5844-456A","description":"Compute Engine"}',
  sku: '{"id":"CF4E-A0C7-E3BF","description":"N1 Predefined Instance Core running in Americas"}',
  usage_start_time: '2026-07-01 06:00:00 UTC',
  usage_end_time: '2026-07-01 07:00:00 UTC',
  project:
    '{"id":"ml-prod","number":"1","name":"ML production","labels":[{"key":"team","value":"ml"},{"key":"env","value":"prod"}],"ancestors":[{"resource_name":"projects/1","display_name":"ML production"},{"resource_name":"folders/7","display_name":"Research"},{"resource_name":"organizations/9","display_name":"example.com"}]}',
  labels: '[{"key":"env","value":"staging"}]',
  system_labels: '[{"key":"compute.googleapis.com/cores","value":"4"}]',
  location: '{"location":"us-central1","country":"US","region":"us-central1","zone":"us-central1-a"}',
  resource:
    '{"name":"trainer","global_name":"//compute.googleapis.com/projects/1/zones/us-central1-a/instances/42"}',
  cost: '10',
  currency: 'EUR',
  currency_conversion_rate: '0.8',
  usage: '{"amount":3600.0,"unit":"seconds","amount_in_pricing_units":1.0,"pricing_unit":"hour"}',
  credits: '[]',
  // The invoice of June: its last Pacific day ends at 07:00 UTC.
  invoice: '{"month":"202606"}',
  cost_type: 'regular',
  adjustment_info: null,
  cost_at_list: '12.5',
} satisfies RawRow

export const credit = (type: string, amount: number | string) =>
  JSON.stringify([{ name: `the ${type}`, amount, full_name: `the full ${type}`, id: 'id-1', type }])
