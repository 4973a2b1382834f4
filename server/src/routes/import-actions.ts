import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { requireCommandToken } from '../http/security.ts'
import { openUpload } from '../http/upload.ts'
import { flag, readParams } from '../queries/params.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

const UPLOAD_BYTES_MAX = 2 * 1024 ** 3

const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)

const UploadParams = z.strictObject({
  name: z.string().max(255).optional().describe('Name of the file when the body is the file itself'),
  source: z.string().max(64).optional(),
  format: z.string().max(32).optional(),
  kind: z.string().max(32).optional(),
  add: flag(),
  replace: flag(),
  strict: flag(),
})

const ApplyBody = z.strictObject({
  add: z.boolean().default(false),
  replace: z.boolean().default(false),
  strict: z.boolean().default(false),
  dryRun: z.boolean().default(false),
})

export const importActionRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'post',
    path: '/imports',
    summary: 'Uploads a bill: multipart with one part "file", or the file itself as body',
    params: UploadParams,
    handle: upload,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/imports/staged/{id}',
    summary: 'Applies a delivery that a command staged',
    body: ApplyBody,
    handle: applyStaged,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/imports/{id}/accept',
    summary: 'Makes a held delivery count',
    handle: accept,
  },
]

async function upload(context: Context<AppEnv>, { ingest, limits }: AppDeps): Promise<Response> {
  const params = readParams(UploadParams, new URL(context.req.url).searchParams)
  const file = await openUpload(context.req.raw, params.name, limits?.uploadBytesMax ?? UPLOAD_BYTES_MAX)
  const { add, replace, strict } = params
  const options = { source: params.source ?? null, format: params.format ?? null, kind: params.kind ?? null }
  return context.json((await ingest.upload(file, { ...options, add, replace, strict })) ?? null)
}

async function applyStaged(context: Context<AppEnv>, { ingest, access }: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), access)
  const options = await readJson(context, ApplyBody)
  return context.json((await ingest.applyStaged(idOf(context), options)) ?? null)
}

async function accept(context: Context<AppEnv>, { ingest }: AppDeps): Promise<Response> {
  return context.json((await ingest.accept(idOf(context))) ?? null)
}

function idOf(context: Context<AppEnv>): string {
  const id = Id.safeParse(context.req.param('id'))
  if (!id.success) throw new AppError('NOT_FOUND', 'There is no import of that id.')
  return id.data
}
