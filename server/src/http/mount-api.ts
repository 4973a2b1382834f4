import type { Hono } from 'hono'
import type { AppDeps } from '../routes/deps.ts'
import type { Route } from '../routes/route.ts'
import type { AppEnv } from './app-env.ts'
import { methodNotAllowed } from './errors.ts'
import { etagOf, setEtag, unchanged } from './etag.ts'
import { openApiDocument } from './openapi.ts'
import type { Questions } from './questions.ts'

const PREFIX = '/api/v1'

/** Mounts the declared routes and the document that describes them; other methods of their addresses are a 405. */
export function mountApi(
  app: Hono<AppEnv>,
  routes: readonly Route[],
  deps: AppDeps,
  questions: Questions,
): void {
  const methods = new Map<string, string[]>()
  const note = (path: string, method: string) => methods.set(path, [...(methods.get(path) ?? []), method])
  for (const route of routes) {
    const path = `${PREFIX}${route.path.replace(/\{(\w+)\}/g, ':$1')}`
    const method = route.kind === 'question' ? 'GET' : route.method.toUpperCase()
    if (route.kind === 'question') app.get(path, (context) => questions.respond(context, route))
    else app.on(method, path, (context) => route.handle(context, deps))
    note(path, method)
  }
  mountOpenApi(app, routes, deps.version)
  note(`${PREFIX}/openapi.json`, 'GET')
  // Fixed addresses first: `/imports/{id}` must not answer for another.
  for (const [path, known] of [...methods].toSorted(
    ([a], [b]) => Number(a.includes(':')) - Number(b.includes(':')),
  )) {
    app.all(path, (context) => methodNotAllowed(context, known))
  }
}

function mountOpenApi(app: Hono<AppEnv>, routes: readonly Route[], version: string): void {
  const body = JSON.stringify(openApiDocument(routes, version))
  const etag = etagOf(body)
  app.get(`${PREFIX}/openapi.json`, (context) => {
    const same = unchanged(context, etag)
    if (same !== undefined) return same
    setEtag(context, etag)
    return context.body(body, 200, { 'content-type': 'application/json; charset=UTF-8' })
  })
}
