import type { Amount } from '@outlay/shared/money'

/** Exact sum of amounts of one currency, as the server adds them, without the weight of a decimal library. */
export function addAmounts(amounts: Iterable<Amount>): Amount {
  const texts = [...amounts]
  const digits = Math.max(0, ...texts.map(fractionDigits))
  return write(
    texts.reduce((total, text) => total + scaled(text, digits), 0n),
    digits,
  )
}

/** Exact difference `a − b`. */
export function subtractAmounts(a: Amount, b: Amount): Amount {
  const digits = Math.max(fractionDigits(a), fractionDigits(b))
  return write(scaled(a, digits) - scaled(b, digits), digits)
}

function fractionDigits(text: Amount): number {
  return text.split('.')[1]?.length ?? 0
}

/** The amount in units of its last digit. */
function scaled(text: Amount, digits: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(digits, '0'))
}

function write(value: bigint, digits: number): Amount {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0')
  const at = text.length - digits
  const fraction = text.slice(at).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${text.slice(0, at)}${fraction === '' ? '' : `.${fraction}`}`
}
