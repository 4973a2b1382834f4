import { randomBytes } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { normalisedAddress, type Subscription, toToken, UNSUBSCRIBE_PATH } from './unsubscribe-token.ts'

/** Who takes no more mails, and of what: `address` and `subject`, since when. */
export async function readUnsubscribed(
  connection: DuckDBConnection,
): Promise<readonly z.output<typeof unsubscribedQuery.row>[]> {
  return runQuery(connection, unsubscribedQuery, {})
}

const unsubscribedQuery = {
  name: 'unsubscribed',
  sql: `
    select address, subject, strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as since
    from unsubscribed
    order by created_at, address, subject
  `,
  params: z.object({}),
  row: z.object({ address: z.string(), subject: z.string(), since: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** Keeps that somebody wants no more of these mails; again changes nothing. */
export async function unsubscribe(
  connection: DuckDBConnection,
  { address, subject }: Subscription,
  now: string,
): Promise<void> {
  await connection.run(
    'insert into unsubscribed values ($address, $subject, $now::timestamp) on conflict do nothing',
    { address: normalisedAddress(address), subject, now },
  )
}

export async function subscribeAgain(
  connection: DuckDBConnection,
  { address, subject }: Subscription,
): Promise<void> {
  await connection.run('delete from unsubscribed where address = $address and subject = $subject', {
    address: normalisedAddress(address),
    subject,
  })
}

const SECRET_KEY = 'mail:unsubscribe-secret'

/** Makes the secret that links in mails are signed with, once for a data folder. */
export async function keepMailSecret(connection: DuckDBConnection): Promise<void> {
  await connection.run('insert into setting values ($key, $value) on conflict do nothing', {
    key: SECRET_KEY,
    value: randomBytes(32).toString('base64url'),
  })
}

/** Undefined until the first mail. */
export async function readMailSecret(connection: DuckDBConnection): Promise<string | undefined> {
  const [row] = await runQuery(connection, secretQuery, { key: SECRET_KEY })
  return row?.value
}

const secretQuery = {
  name: 'unsubscribed.secret',
  sql: 'select value from setting where key = $key',
  params: z.object({ key: z.string() }),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** Path of the link with which a recipient goes; null before there is a secret. */
export async function unsubscribePath(
  connection: DuckDBConnection,
  subscription: Subscription,
): Promise<string | null> {
  const secret = await readMailSecret(connection)
  return secret === undefined ? null : `${UNSUBSCRIBE_PATH}${toToken(subscription, secret)}`
}
