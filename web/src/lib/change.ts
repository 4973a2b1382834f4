import { request } from './api.ts'

const NAME_KEY = 'outlay.name'

/** The name that stands beside changes made in this browser; nothing verifies it. Null until someone gave one. */
export function readName(): string | null {
  try {
    return localStorage.getItem(NAME_KEY)
  } catch {
    return unstored
  }
}

export function writeName(name: string): void {
  unstored = name
  try {
    localStorage.setItem(NAME_KEY, name)
  } catch {
    // Storage may be forbidden: the name then holds until the page is left.
  }
}

/** Changes something in the name of whoever uses this browser. */
export function patchJson<T>(path: string, body: unknown): Promise<T> {
  return request<T>(path, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'x-outlay-actor': asHeader(readName() ?? ''),
    },
  })
}

let unstored: string | null = null

/** Whole letters only: half of an encoded one could not be read back. */
function asHeader(name: string): string {
  let text = ''
  for (const letter of name.replace(/\p{Cs}/gu, '')) {
    const longer = text + encodeURIComponent(letter)
    if (longer.length > HEADER_MAX) break
    text = longer
  }
  return text
}

const HEADER_MAX = 100
