import type { TokenKind } from '@outlay/shared/ml-parts'
import { vendorOf } from './token-models.ts'

/** A line of a bill that buys a model by its use. */
export interface TokenText {
  readonly service: string | null
  readonly publisher: string | null
  readonly usage_type: string | null
  readonly unit: string | null
}

export interface TokenMeaning {
  readonly vendor: string
  readonly model: string
  readonly kind: TokenKind
  readonly unit: string
  /** How many of `unit` one billed unit is; null where the texts do not tell. */
  readonly size: number | null
}

/** Reads model, direction and unit from the words of a line: AWS, Azure and Google each write them in their own way. */
export function readTokenText(text: TokenText): TokenMeaning {
  const usage = text.usage_type ?? ''
  const all = [text.service, text.publisher, usage].filter((part) => part !== null).join(' ')
  return {
    vendor: vendorOf(all)?.vendor ?? text.publisher ?? text.service ?? 'unknown',
    model: modelOf(text.service ?? '', usage),
    kind: kindOf(usage),
    ...unitOf(`${text.unit ?? ''} ${usage}`, text.unit ?? 'units'),
  }
}

function kindOf(usage: string): TokenKind {
  if (/cache/i.test(usage)) return /write|creat/i.test(usage) ? 'cache write' : 'cache read'
  if (/out(?:put|p|pt)?(?:\b|[A-Z_-])|completion/i.test(usage)) return 'output'
  return /in(?:put|p|pt)?(?:\b|[A-Z_-])|prompt|inputtoken/i.test(usage) ? 'input' : 'other'
}

/** The marketplace names the model as its service; elsewhere it stands before the direction in the usage type. */
function modelOf(service: string, usage: string): string {
  const marketplace = /^(.*?)\s*\(amazon bedrock edition\)/i.exec(service)?.[1]
  if (marketplace !== undefined) return marketplace
  const bare = usage.replace(/^[A-Z]{2,4}\d?-(?:MP:)?/, '').replace(/^az-/i, '')
  const cut = bare.split(
    /[-_ ,]*(?:text[-_ ]|cached?[-_ ]?)?(?:in(?:put|p|pt)|out(?:put|p|pt)|prompt|completion|cache|tokens?|characters)/i,
  )[0]
  return cut === undefined || cut === '' ? service : cut.replace(/[-_ ,]+$/, '')
}

function unitOf(text: string, unit: string): Pick<TokenMeaning, 'unit' | 'size'> {
  const what = /character/i.test(text) ? 'characters' : /token/i.test(text) ? 'tokens' : unit
  if (what === unit && !/token|character/i.test(unit)) return { unit, size: null }
  if (/million|\b1m\b/i.test(text)) return { unit: what, size: 1e6 }
  if (/\b1k\b|\bthousand\b|\b1000\b/i.test(text)) return { unit: what, size: 1e3 }
  // A bare "Units" of the marketplace says nothing of how many tokens it is.
  return { unit: what, size: /^(?:tokens?|characters?|count)$/i.test(unit) ? 1 : null }
}
