import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askHttps } from './https-json.ts'
import { makeTls } from './tls.ts'

export interface FakeBlobs {
  /** `https://127.0.0.1:<port>/<account>` */
  readonly url: string
  readonly ca: string
  readonly account: string
  readonly key: string
  /** A token that the emulator lets in for a day. */
  readonly token: string
  createContainer(container: string): Promise<void>
  /** Writes a blob whole, over what is there. `path`: container and name. */
  put(path: string, content: string | Buffer): Promise<void>
  remove(path: string): Promise<void>
  close(): Promise<void>
}

const require = createRequire(import.meta.url)
const ACCOUNT = 'outlaytest'

/** Azure Blob Storage on loopback: Azurite over TLS, in memory, with keys and tokens of this run. Close it when done. */
export async function startFakeBlobs(): Promise<FakeBlobs> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-azurite-'))
  const { ca, cert, key } = makeTls()
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  writeFileSync(certFile, cert)
  writeFileSync(keyFile, key, { mode: 0o600 })
  const accountKey = randomBytes(32).toString('base64')
  const child = startAzurite(folder, { certFile, keyFile, accountKey })
  const end = () => void child.kill()
  process.once('exit', end)
  const url = `${await address(child)}/${ACCOUNT}`
  const token = makeToken()
  const send = sender(url, ca, token)
  return {
    url,
    ca,
    account: ACCOUNT,
    key: accountKey,
    token,
    createContainer: (container) => send('PUT', `${container}?restype=container`, {}),
    put: (path, content) =>
      send(
        'PUT',
        path,
        { 'x-ms-blob-type': 'BlockBlob', 'content-length': String(Buffer.byteLength(content)) },
        content,
      ),
    remove: (path) => send('DELETE', path, {}),
    async close() {
      process.off('exit', end)
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startAzurite(
  folder: string,
  { certFile, keyFile, accountKey }: Readonly<Record<'certFile' | 'keyFile' | 'accountKey', string>>,
): ChildProcess {
  return spawn(
    process.execPath,
    [
      require.resolve('azurite/dist/src/blob/main.js'),
      ...['--blobHost', '127.0.0.1', '--blobPort', '0', '--cert', certFile, '--key', keyFile],
      ...[
        '--oauth',
        'basic',
        '--inMemoryPersistence',
        '--silent',
        '--skipApiVersionCheck',
        '--disableTelemetry',
      ],
    ],
    {
      cwd: folder,
      env: { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${accountKey}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
}

function sender(url: string, ca: string, token: string) {
  return async (method: string, path: string, headers: Record<string, string>, body?: string | Buffer) => {
    const answer = await askHttps(`${url}/${path}`, {
      ca,
      method,
      headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2024-11-04', ...headers },
      ...(body === undefined ? {} : { body }),
    })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  }
}

function address({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const [, found] = /successfully listens on (\S+)/.exec(text) ?? []
      if (found !== undefined) resolve(found)
    })
    stdout?.on('end', () => reject(new Error(`azurite ended before it listened: ${text}`)))
  })
}

/** The emulator checks the claims of a token and no signature. */
function makeToken(): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    aud: 'https://storage.azure.com',
    iss: 'https://sts.windows.net/00000000-0000-0000-0000-00000000000a/',
    iat: now - 3600,
    nbf: now - 3600,
    exp: now + 86_400,
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({})}`
}
