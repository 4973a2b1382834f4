import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'

const NAME_MAX = 100

/** A name that people give once in the browser, or the user of the command; not verified until sign-in exists. */
export function actorOf(context: Context<AppEnv>): string {
  const name = decoded(context.req.header('x-outlay-actor') ?? '').trim()
  return name === '' ? 'somebody' : name.slice(0, NAME_MAX)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
