import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { ContainerClient, RequestPolicy, WebResource } from '@azure/storage-blob'
import { readSecret } from '../../config/secrets.ts'
import { readAuthorities } from '../azure-arm.ts'
import { azureCredential } from '../azure-credentials.ts'
import { azureErrors } from '../azure-errors.ts'
import type { Api, CallContext } from '../call-context.ts'
import { CollectError } from '../collect-error.ts'
import type { Settings } from './settings.ts'

export interface BlobEntry {
  readonly name: string
  readonly etag: string
  readonly modified: string
}

/** One container, read only. Every call is limited, counted and retried. Throws CollectError. */
export interface Container {
  /** Blobs under the folder whose name ends in `ending`, a page at a time. */
  list(folder: string, ending: string): Promise<readonly BlobEntry[]>
  text(blob: Pick<BlobEntry, 'name' | 'etag'>): Promise<string>
  /** ETag and bytes of a blob as it is now. */
  properties(name: string): Promise<{ readonly etag: string; readonly bytes: number }>
  /** Writes a blob to `path`, which appears when it is whole. A blob that was replaced is `stale_pages`. */
  download(
    blob: { readonly name: string; readonly etag: string; readonly bytes: number },
    path: string,
  ): Promise<void>
  serverTime(): Date | undefined
}

const LIST_DEADLINE_MS = 60_000
/** A part of an export is up to some hundreds of megabytes. */
const DOWNLOAD_DEADLINE_MS = 30 * 60_000
const PAGE_BLOBS = 1000

/** The SDK is loaded here and not before: most commands never ask Azure. */
export async function openContainer(config: Settings, context: CallContext): Promise<Container> {
  const seen: { date: Date | undefined } = { date: undefined }
  const client = await connect(config, context, (date) => {
    seen.date = date
  })
  const api = (name: string, deadlineMs: number): Api => ({
    name,
    concurrency: 4,
    deadlineMs,
    toError: azureErrors(`Storage Blob Data Reader on container ${config.container}`, context),
  })
  const small = api('Azure Blob Storage', LIST_DEADLINE_MS)
  const large = api('Azure Blob Storage downloads', DOWNLOAD_DEADLINE_MS)
  const matching = (etag: string) => ({ conditions: { ifMatch: etag } })
  return {
    serverTime: () => seen.date,
    list: (folder, ending) => listBlobs(client, context, small, { folder, ending }),
    text: ({ name, etag }) =>
      context.call(small, async (abortSignal) => {
        const blob = client.getBlobClient(name)
        return (await blob.downloadToBuffer(0, undefined, { ...matching(etag), abortSignal })).toString(
          'utf8',
        )
      }),
    properties: (name) =>
      context.call(small, async (abortSignal) => {
        const { etag, contentLength } = await client.getBlobClient(name).getProperties({ abortSignal })
        if (etag === undefined || contentLength === undefined)
          throw new CollectError('bad_answer', `Azure tells neither version nor length of ${name}`)
        return { etag, bytes: contentLength }
      }),
    download: ({ name, etag, bytes }, path) =>
      context.call(large, async (abortSignal) => {
        const part = `${path}.part`
        rmSync(part, { force: true })
        const answer = await client
          .getBlobClient(name)
          .download(0, undefined, { ...matching(etag), abortSignal })
        if (answer.readableStreamBody === undefined)
          throw new CollectError('bad_answer', `Azure sent ${name} without content`)
        const file = createWriteStream(part)
        await pipeline(answer.readableStreamBody, file, { signal: abortSignal })
        if (file.bytesWritten !== bytes)
          throw new CollectError('upstream', `${name} broke off after ${file.bytesWritten} of ${bytes} bytes`)
        renameSync(part, path)
      }),
  }
}

async function connect(
  config: Settings,
  context: CallContext,
  see: (date: Date) => void,
): Promise<ContainerClient> {
  const { ContainerClient, newPipeline } = await import('@azure/storage-blob')
  const base = config.endpoint ?? `https://${config.storageAccount}.blob.core.windows.net`
  const { credential, query } = await accessOf(config, context)
  const options = {
    // our own retry waits and counts
    retryOptions: { maxTries: 1 },
    // not in its types, but passed on to the pipeline that the SDK shares with its siblings
    ...(config.caFile === undefined ? {} : { tlsOptions: { ca: readAuthorities(config.caFile) } }),
  }
  const pipeline = newPipeline(credential, options)
  pipeline.factories.push({
    create: (next: RequestPolicy) => ({
      async sendRequest(request: WebResource) {
        context.count()
        const response = await next.sendRequest(request)
        const time = Date.parse(response.headers.get('date') ?? '')
        if (!Number.isNaN(time)) see(new Date(time))
        return response
      },
    }),
  })
  return new ContainerClient(`${base.replace(/\/+$/, '')}/${config.container}${query}`, pipeline)
}

/** The token file of a fake; else a shared access signature or an account key; else whoever is signed in. */
async function accessOf(config: Settings, context: CallContext) {
  const { AnonymousCredential, StorageSharedKeyCredential } = await import('@azure/storage-blob')
  const key = readSecret(context.env, 'AZURE_STORAGE_KEY')
  const sas = readSecret(context.env, 'AZURE_STORAGE_SAS_TOKEN')
  if (config.tokenFile === undefined && sas !== undefined)
    return { credential: new AnonymousCredential(), query: `?${sas.replace(/^\?/, '')}` }
  if (config.tokenFile === undefined && key !== undefined)
    return { credential: new StorageSharedKeyCredential(config.storageAccount, key), query: '' }
  return { credential: await azureCredential(config, context), query: '' }
}

async function listBlobs(
  client: ContainerClient,
  context: CallContext,
  api: Api,
  { folder, ending }: { folder: string; ending: string },
): Promise<BlobEntry[]> {
  const found: BlobEntry[] = []
  let token: string | undefined
  do {
    const page = await context.call(api, async (abortSignal) => {
      const pages = client
        .listBlobsFlat({ ...(folder === '' ? {} : { prefix: `${folder}/` }), abortSignal })
        .byPage({ maxPageSize: PAGE_BLOBS, ...(token === undefined ? {} : { continuationToken: token }) })
      return (await pages.next()).value
    })
    for (const { name, properties } of page?.segment.blobItems ?? []) {
      if (name.endsWith(ending))
        found.push({ name, etag: properties.etag, modified: properties.lastModified.toISOString() })
    }
    token = page?.continuationToken === '' ? undefined : page?.continuationToken
  } while (token !== undefined)
  return found
}
