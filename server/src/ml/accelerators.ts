import { vmPrices } from '../../../data/prices/vm-prices.ts'

/**
 * CTE `accelerator`: `provider`, `type_key`, `gpu` (model), `gpus` of every machine type of the catalogue that has any;
 * `json` is the placeholder of acceleratorsJson.
 */
export function acceleratorCte(json: string): string {
  return `accelerator as (
  select unnest(from_json(${json}, '[{"provider":"VARCHAR","type_key":"VARCHAR","gpu":"VARCHAR","gpus":"DOUBLE"}]'), recursive := true)
)`
}

/** A machine type as its cloud spells it, for a key of the catalogue in lower case. */
export function machineName(key: string | null): string | null {
  names ??= new Map(vmPrices().map(({ type }) => [type.toLowerCase(), type]))
  return key === null ? null : (names.get(key) ?? key)
}

let names: ReadonlyMap<string, string> | undefined

/** The machine types of acceleratorCte. */
export function acceleratorsJson(): string {
  json ??= JSON.stringify([
    ...new Map(
      vmPrices()
        .filter(({ gpus }) => gpus > 0)
        .map(({ provider, type, gpu, gpus }) => [
          `${provider} ${type}`,
          { provider, type_key: type.toLowerCase(), gpu, gpus },
        ]),
    ).values(),
  ])
  return json
}

let json: string | undefined

/**
 * SQL: the accelerator that a text of a bill names (`Nvidia Tesla A100 80GB GPU running in Americas`), in the words of the
 * catalogue; null for none.
 */
export function acceleratorOfText(text: string): string {
  const cases = MODELS.map(
    ([pattern, model]) => `when regexp_matches(${text}, '(?i)${pattern}') then '${model}'`,
  )
  return `case ${cases.join('\n      ')} end`
}

const MODELS: readonly (readonly [pattern: string, model: string])[] = [
  ['a100.{0,6}80 ?gb', 'A100-80GB'],
  ['\\ba100', 'A100-40GB'],
  ['\\bh100', 'H100'],
  ['\\bh200', 'H200'],
  ['\\bgb200', 'GB200'],
  ['\\bb200', 'B200'],
  ['\\bl40s', 'L40S'],
  ['\\bl4\\b', 'L4'],
  ['\\bt4\\b', 'T4'],
  ['\\bv100', 'V100'],
  ['\\bp100', 'P100'],
  ['\\bp4\\b', 'P4'],
  ['\\bk80', 'K80'],
  ['rtx.{0,5}6000', 'RTX-PRO-6000'],
]
