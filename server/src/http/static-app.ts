import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Context, Handler } from 'hono'
import type { AppEnv } from './app-env.ts'
import { notFound } from './errors.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
}

const ENCODINGS = [
  { suffix: '.br', name: 'br' },
  { suffix: '.gz', name: 'gzip' },
] as const

interface StaticFile {
  readonly path: string
  readonly etag: string
  readonly encoded: ReadonlyMap<string, string>
}

/**
 * The built web app. Only files that are there at the start are served, so that no path reaches another; any other page
 * address gets the HTML file of its name, which names what that page needs, or else index.html; the router knows both. Addresses of the API in disguise get none.
 */
export function staticApp(webRoot: string | undefined): Handler<AppEnv> {
  const files = webRoot !== undefined && existsSync(webRoot) ? list(webRoot) : new Map<string, StaticFile>()
  return async (context) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return notFound(context)
    const { pathname } = new URL(context.req.url)
    const file =
      files.get(pathname) ??
      (isPage(pathname) ? (files.get(`${pathname}.html`) ?? files.get('/index.html')) : undefined)
    return file === undefined ? notFound(context) : send(context, file, pathname.startsWith('/assets/'))
  }
}

/** True for an address that may be a page: no asset, and no address of the API however it is spelled. */
function isPage(pathname: string): boolean {
  if (/^\/assets\//.test(pathname) || pathname.startsWith('//')) return false
  const plain = decode(pathname)?.replaceAll('\\', '/').toLowerCase()
  return (
    plain !== undefined && !/(^|\/)(api|healthz|readyz|metrics)([/;.]|$)/.test(plain) && !plain.includes('..')
  )
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

async function send(context: Context<AppEnv>, file: StaticFile, immutable: boolean): Promise<Response> {
  context.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  context.header('etag', file.etag)
  context.header('vary', 'accept-encoding')
  if (context.req.header('if-none-match') === file.etag) return context.body(null, 304)
  const accepted = context.req.header('accept-encoding') ?? ''
  const encoding = ENCODINGS.find(
    ({ name }) => file.encoded.has(name) && new RegExp(`\\b${name}\\b`).test(accepted),
  )
  if (encoding !== undefined) context.header('content-encoding', encoding.name)
  const path = (encoding && file.encoded.get(encoding.name)) ?? file.path
  context.header('content-type', TYPES[extname(file.path)] ?? 'application/octet-stream')
  return context.body(new Uint8Array(await readFile(path)))
}

function list(root: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || ENCODINGS.some(({ suffix }) => path.endsWith(suffix))) continue
    const encoded = ENCODINGS.flatMap(({ suffix, name }) =>
      existsSync(path + suffix) ? [[name, path + suffix] as const] : [],
    )
    const etag = `"${createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)}"`
    files.set(`/${relative(root, path).split(sep).join('/')}`, { path, etag, encoded: new Map(encoded) })
  }
  return files
}
