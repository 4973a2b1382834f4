/** A number in [0, 1) that depends on nothing but its arguments (FNV-1a with a final mix). */
export function unitOf(seed: number, key: string): number {
  return hash(`${seed}:${key}`) / 4_294_967_296
}

/** `length` characters of `alphabet`, always the same for one seed and key. */
export function idOf(seed: number, key: string, length: number, alphabet = '0123456789abcdef'): string {
  let text = ''
  for (let index = 0; index < length; index++) {
    text += alphabet[hash(`${seed}:${key}:${index}`) % alphabet.length]
  }
  return text
}

function hash(text: string): number {
  let h = 2_166_136_261
  for (let index = 0; index < text.length; index++) h = Math.imul(h ^ text.charCodeAt(index), 16_777_619)
  h = Math.imul(h ^ (h >>> 16), 2_246_822_507)
  h = Math.imul(h ^ (h >>> 13), 3_266_489_909)
  return (h ^ (h >>> 16)) >>> 0
}
