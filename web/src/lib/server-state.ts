import { useSyncExternalStore } from 'react'
import { ApiError } from './api.ts'

/** What all pages need to know of the server beyond their own answers. */
export interface ServerState {
  /** False once a question got no answer at all, until the next one does. */
  readonly connected: boolean
  /** True where the server refuses to answer for want of a token. */
  readonly refused: boolean
  /** True once a part of the app could not be fetched; where the server answers, the app was most likely built anew. */
  readonly outdated: boolean
}

const START: ServerState = { connected: true, refused: false, outdated: false }
const WANTS_TOKEN = 401

let state = START
const listeners = new Set<() => void>()

export function useServerState(): ServerState {
  return useSyncExternalStore(subscribe, () => state)
}

/** Takes note of an answer; true where the server had been away before. */
export function noteAnswer(): boolean {
  const cameBack = !state.connected
  update({ connected: true, refused: false })
  return cameBack
}

/** Takes note of a question that failed: only one without any answer says that the server is away. */
export function noteFailure(error: Error): void {
  if (!(error instanceof ApiError)) return
  update({
    connected: error.status !== 0,
    ...(error.status === WANTS_TOKEN && { refused: true }),
  })
}

/**
 * Marks the page as outdated when a part of it could not be fetched, and has `askServer` tell whether the server is there
 * at all and lets us in.
 */
export function watchParts(askServer: () => Promise<unknown>, target: EventTarget = window): void {
  const markOutdated = () => update({ outdated: true })
  target.addEventListener('vite:preloadError', () => void askServer().then(markOutdated, markOutdated))
}

/** For tests: forgets what was noted. */
export function resetServerState(): void {
  update(START)
}

function update(patch: Partial<ServerState>): void {
  const next = { ...state, ...patch }
  const { connected, refused, outdated } = state
  if (next.connected === connected && next.refused === refused && next.outdated === outdated) return
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
