import { stringify } from 'node:querystring'
import type { BigQuery } from '@google-cloud/bigquery'
import { z } from 'zod'
import type { GcpSource } from '../gcp-client.ts'
import type { Settings } from './settings.ts'

const Request = z.object({
  uri: z.url(),
  method: z.string().default('GET'),
  qs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.undefined()])).default({}),
  headers: z.record(z.string(), z.string()).default({}),
  json: z.unknown().optional(),
})

type Callback = (error: unknown, body?: unknown, response?: unknown) => void

/**
 * Google's client for BigQuery on the transport of the other clients: its own retries some refusals and hides what they
 * ask for, and takes neither a signal nor a certificate authority.
 */
export async function createBigQuery(settings: Settings, source: GcpSource): Promise<BigQuery> {
  const { BigQuery } = await import('@google-cloud/bigquery')
  const { PassThroughClient } = await import('google-auth-library')
  const client = new BigQuery({
    projectId: settings.project,
    // never asked: the transport signs in
    authClient: new PassThroughClient(),
    retryOptions: { autoRetry: false },
    apiEndpoint: settings.endpoint ?? 'https://bigquery.googleapis.com',
  })
  const overWire = (options: unknown, callback: Callback) => {
    send(source, options).then((body) => callback(null, body), callback)
  }
  client.makeAuthenticatedRequest = overWire as unknown as BigQuery['makeAuthenticatedRequest']
  return client
}

async function send({ transport }: GcpSource, options: unknown): Promise<unknown> {
  const { uri, method, qs, headers, json } = Request.parse(options)
  // the client sends its own option along with those of the API
  const { autoPaginate: _, ...asked } = qs
  const query = stringify(
    Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
  )
  const answer = await transport.send({
    url: query === '' ? uri : `${uri}?${query}`,
    method,
    headers: new Headers({
      ...headers,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    }),
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  return JSON.parse(answer.body.toString('utf8'))
}
