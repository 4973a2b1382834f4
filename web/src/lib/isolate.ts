const CONTROLS_OR_RTL =
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const OPENS = /[\u2066-\u2068]/g
const CLOSE = '\u2069'

/**
 * A value of a bill for use within a sentence: whatever direction marks it holds, the words around it keep their order.
 * Text that holds none, which is nearly all, comes back as it is.
 */
export function isolate(text: string): string {
  if (!CONTROLS_OR_RTL.test(text)) return text
  // A closing mark of the value's own would end the isolation early.
  const inner = text.replaceAll(CLOSE, '')
  const opened = inner.match(OPENS)?.length ?? 0
  return `\u2068${inner}${CLOSE.repeat(opened + 1)}`
}
