import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { AppEnv } from './http/app-env.ts'
import { createErrorHandler, notFound } from './http/errors.ts'
import { mountHealth } from './http/health.ts'
import { mountApi } from './http/mount-api.ts'
import { createQuestions } from './http/questions.ts'
import { originGuard, securityHeaders, tokenGuard } from './http/security.ts'
import { staticApp } from './http/static-app.ts'
import type { AppDeps } from './routes/deps.ts'
import { routes } from './routes/registry.ts'

const BODY_BYTES_MAX = 1024 ** 2
const UPLOAD_PATH = '/api/v1/imports'

/**
 * The whole HTTP side: API, health and web app. Guards stand on the root, so that no spelling of an address passes by.
 * @throws BAD_CONFIG when it would listen beyond loopback without a token
 */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const questions = createQuestions(deps)
  app.onError(createErrorHandler(deps.log))
  app.notFound(notFound)
  app.use(securityHeaders, originGuard(deps.access), tokenGuard(deps.access))
  app.use('/api/*', compress())
  const limit = bodyLimit({ maxSize: BODY_BYTES_MAX })
  app.use((context, next) => (context.req.path === UPLOAD_PATH ? next() : limit(context, next)))
  mountHealth(app, deps, questions)
  mountApi(app, routes, deps, questions)
  app.get('*', staticApp(deps.webRoot))
  return app
}

export type { AppDeps, ApplyOptions, IngestDeps, Upload, UploadOptions } from './routes/deps.ts'
