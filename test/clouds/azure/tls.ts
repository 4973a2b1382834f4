import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A certificate authority made on the spot and a server certificate for loopback that it signed, all PEM. */
export interface TestTls {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** X.509 by hand (RFC 5280), because Node can make keys but no certificates. ECDSA P-256, valid for a day. */
export function makeTls(now = new Date()): TestTls {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = name('Outlay test CA')
  const ca = certificate({
    serial: 1,
    issuer,
    subject: issuer,
    key: authority.publicKey,
    signer: authority.privateKey,
    now,
    extensions: [extension(OID.basicConstraints, sequence(boolean(true)), true)],
  })
  const names = tagged(0x30, [
    tagged(0x82, [ascii('localhost')]),
    tagged(0x87, [Buffer.from([127, 0, 0, 1])]),
  ])
  const cert = certificate({
    serial: 2,
    issuer,
    subject: name('localhost'),
    key: server.publicKey,
    signer: authority.privateKey,
    now,
    extensions: [extension(OID.subjectAltName, names, false)],
  })
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { ca, cert, key }
}

const OID = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
} as const

interface Draft {
  readonly serial: number
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly key: KeyObject
  readonly signer: KeyObject
  readonly now: Date
  readonly extensions: readonly Buffer[]
}

function certificate({ serial, issuer, subject, key, signer, now, extensions }: Draft): string {
  const algorithm = sequence(oid(OID.ecdsaWithSha256))
  const hours = (n: number) => utcTime(new Date(now.getTime() + n * 3_600_000))
  const body = sequence(
    tagged(0xa0, [integer(2)]),
    integer(serial),
    algorithm,
    issuer,
    sequence(hours(-24), hours(24)),
    subject,
    key.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, [sequence(...extensions)]),
  )
  const whole = sequence(body, algorithm, bits(sign('sha256', body, signer)))
  const lines = whole.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

function name(text: string): Buffer {
  return sequence(tagged(0x31, [sequence(oid(OID.commonName), tagged(0x0c, [ascii(text)]))]))
}

function extension(id: readonly number[], value: Buffer, critical: boolean): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), tagged(0x04, [value]))
}

function utcTime(date: Date): Buffer {
  return tagged(0x17, [
    ascii(
      date
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  ])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, parts)
}

function oid(bytes: readonly number[]): Buffer {
  return tagged(0x06, [Buffer.from(bytes)])
}

function integer(value: number): Buffer {
  return tagged(0x02, [Buffer.from([value])])
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, [Buffer.from([value ? 0xff : 0])])
}

function bits(content: Buffer): Buffer {
  return tagged(0x03, [Buffer.from([0]), content])
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'ascii')
}

/** Tag, length, content; lengths up to 65,535. */
function tagged(tag: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
