/**
 * SQL: percent of each core that a burstable type may use without end. Sources: AWS EC2 user guide, "Key concepts for
 * burstable performance instances" (t3, t3a, t4g, t2); Azure, "B-series" and "Bsv2-series" (base CPU performance of the
 * machine ÷ its cores). Null for types that the tables do not hold.
 */
export const BASELINE = `case
  when provider = 'aws' and regexp_matches(new_type, '^t(3|3a|4g)\\.') then ${bySize(['nano', 5], ['micro', 10], ['small', 20], ['medium', 20], ['large', 30], ['xlarge', 40], ['2xlarge', 40])}
  when provider = 'aws' and regexp_matches(new_type, '^t2\\.') then ${bySize(['nano', 5], ['micro', 10], ['small', 20], ['medium', 20], ['large', 30], ['xlarge', 22.5], ['2xlarge', 17])}
  when provider = 'azure' then ${azure()} end`

function bySize(...sizes: readonly (readonly [string, number])[]): string {
  return `case split_part(new_type, '.', 2) ${sizes.map(([size, percent]) => `when '${size}' then ${percent}`).join(' ')} end`
}

function azure(): string {
  const types: readonly (readonly [string, number])[] = [
    ['B1s', 10],
    ['B1ms', 20],
    ['B2s', 20],
    ['B2ms', 30],
    ['B4ms', 22.5],
    ['B8ms', 16.9],
    ['B12ms', 16.9],
    ['B16ms', 16.9],
    ['B20ms', 16.9],
    ['B2ts_v2', 20],
    ['B2ls_v2', 30],
    ['B2s_v2', 40],
    ['B4ls_v2', 30],
    ['B4s_v2', 40],
    ['B8ls_v2', 30],
    ['B8s_v2', 40],
    ['B2ats_v2', 20],
    ['B2als_v2', 30],
    ['B2as_v2', 40],
    ['B4als_v2', 30],
    ['B4as_v2', 40],
    ['B8als_v2', 30],
    ['B8as_v2', 40],
  ]
  return `case replace(new_type, 'Standard_', '') ${types.map(([type, percent]) => `when '${type}' then ${percent}`).join(' ')} end`
}
