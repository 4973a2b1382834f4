import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { AppError } from '../errors.ts'
import type { AppEnv } from './app-env.ts'
import { tokenForm, wantsPage } from './token-form.ts'

const SECURITY_HEADERS = {
  'content-security-policy': [
    `default-src 'self'`,
    `script-src 'self'`,
    // Dialogs lock scrolling with a style element of their own.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
} as const

const COOKIE = 'outlay_access'
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Answered to anyone: they tell nothing but that the server is there. */
const OPEN_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz'])
/** What Slack sends bears a signature of its own. */
const SIGNED_PATH = '/api/v1/slack/interactions'
/** So does a link of a mail; its form is sent without an origin, as no page of ours gives a referrer. */
const SIGNED_LINK = /^\/api\/v1\/unsubscribe\/[^/]+$/
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i

export interface Access {
  /** Where the server listens, e.g. `127.0.0.1`. */
  readonly host: string
  readonly publicUrl?: string | null
  /** `OUTLAY_TOKEN`; needed to listen anywhere but on loopback. */
  readonly token?: string
  /** Of `server.json`, for commands on the same machine. */
  readonly commandToken?: string
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}

/** An id for each request and headers that hold on every answer, errors and files included. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (context, next) => {
  context.set('requestId', randomUUID())
  await next()
  context.header('x-request-id', context.get('requestId'))
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value)
}

/**
 * Refuses requests that another site makes in a browser of ours. On loopback the Host must be a loopback name or that of
 * `publicUrl`, whatever the method, or a name that an attacker points at 127.0.0.1 would read everything.
 */
export function originGuard(access: Access): MiddlewareHandler<AppEnv> {
  const publicHost = access.publicUrl ? new URL(access.publicUrl).host : undefined
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host
    const ours = host === publicHost || isLoopback(host.replace(/:\d+$/, ''))
    if (isLoopback(access.host) && !ours) {
      throw new AppError(
        'FORBIDDEN',
        'This server is not known under that host name. Set publicUrl to use it.',
      )
    }
    if (!SAFE_METHODS.has(context.req.method) && !SIGNED_LINK.test(context.req.path)) {
      refuseForeignOrigin(context.req.header('origin'), context.req.header('sec-fetch-site'), [
        host,
        publicHost,
      ])
    }
    await next()
  }
}

function refuseForeignOrigin(
  origin: string | undefined,
  site: string | undefined,
  hosts: readonly (string | undefined)[],
): void {
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const foreignOrigin =
    origin !== undefined && !(URL.canParse(origin) && hosts.includes(new URL(origin).host))
  if (foreignSite || foreignOrigin) throw new AppError('FORBIDDEN', 'Requests from other sites are refused.')
}

/**
 * Where a token is set, everything but the health checks needs it: as bearer, or once as `?token=` in a browser, which
 * turns it into a cookie. Without one the server listens on loopback only.
 */
export function tokenGuard(access: Access): MiddlewareHandler<AppEnv> {
  const { token } = access
  if (token === undefined && !isLoopback(access.host)) {
    throw new AppError(
      'BAD_CONFIG',
      `Listening on ${access.host} needs a token: set OUTLAY_TOKEN, or use --host 127.0.0.1.`,
    )
  }
  return async (context, next) => {
    if (token === undefined || isOpen(context.req)) return await next()
    if (holdsToken(context.req.header('authorization'), access)) return await next()
    if (same(getCookie(context, COOKIE), cookieOf(token))) return await next()
    const url = new URL(context.req.url)
    if (context.req.method === 'GET' && same(url.searchParams.get('token') ?? undefined, token)) {
      url.searchParams.delete('token')
      const secure = url.protocol === 'https:'
      setCookie(context, COOKIE, cookieOf(token), {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        secure,
        maxAge: 604_800,
      })
      return context.redirect(`${url.pathname}${url.search}`, 303)
    }
    deleteCookie(context, COOKIE)
    if (wantsPage(context.req.method, context.req.header('accept'))) {
      return await context.html(tokenForm(context.req.url), 401)
    }
    return context.json(unauthorised(context.get('requestId')), 401)
  }
}

function isOpen({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return OPEN_PATHS.has(path) || SIGNED_LINK.test(path) || (method === 'POST' && path === SIGNED_PATH)
}

/** For routes that only commands of this machine may call, and whoever holds the access token. */
export function requireCommandToken(authorization: string | undefined, access: Access): void {
  if (!holdsToken(authorization, access)) {
    throw new AppError('FORBIDDEN', 'This route is for "pnpm outlay" on the machine of the server.')
  }
}

function holdsToken(authorization: string | undefined, { token, commandToken }: Access): boolean {
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  return same(given, token) || same(given, commandToken)
}

function unauthorised(requestId: string) {
  const message = 'A token is needed: open the address with ?token=… once, or send it as bearer.'
  return { error: { code: 'UNAUTHORISED', message, requestId } }
}

function cookieOf(token: string): string {
  return createHash('sha256').update(`cookie:${token}`).digest('hex')
}

/** Compares in a time that tells nothing. */
function same(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
