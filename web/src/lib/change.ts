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
  return changeJson<T>('PATCH', path, body)
}

/** The same for what is added, or asked with a body. */
export function postChange<T>(path: string, body: unknown): Promise<T> {
  return changeJson<T>('POST', path, body)
}

/** The same for what is replaced whole. */
export function putChange<T>(path: string, body: unknown): Promise<T> {
  return changeJson<T>('PUT', path, body)
}

export function deleteChange<T>(path: string): Promise<T> {
  return request<T>(path, { method: 'DELETE', headers: actorHeader() })
}

/** Says whose browser this is, to whoever asks it for what is theirs alone. */
export function actorHeader(): Record<string, string> {
  return { 'x-outlay-actor': asHeader(readName() ?? '') }
}

function changeJson<T>(method: 'PATCH' | 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  return request<T>(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...actorHeader() },
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
