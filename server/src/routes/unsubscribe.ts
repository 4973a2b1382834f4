import type { Context } from 'hono'
import { againPage, askPage, donePage, unknownPage } from '../alerts/unsubscribe/unsubscribe-page.ts'
import { readToken, type Subscription } from '../alerts/unsubscribe/unsubscribe-token.ts'
import { readMailSecret, subscribeAgain, unsubscribe } from '../alerts/unsubscribe/unsubscribed.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

/** Links in mails: they work without a session, as their token is signed. */
export const unsubscribeRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/unsubscribe/{token}',
    summary: 'A page with a button, as scanners follow the links of mails',
    handle: ask,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/unsubscribe/{token}',
    summary: 'Unsubscribes at once (RFC 8058), or subscribes again with `subscribe=again`',
    handle: change,
  },
]

async function ask(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const subscription = await read(context, deps)
  return subscription === undefined
    ? context.html(unknownPage(), 404)
    : context.html(askPage(subscription), 200, { 'cache-control': 'no-store' })
}

async function change(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const subscription = await read(context, deps)
  if (subscription === undefined) return context.html(unknownPage(), 404)
  const again = (await context.req.parseBody())['subscribe'] === 'again'
  await deps.db.writer.withTransaction((connection) =>
    again
      ? subscribeAgain(connection, subscription)
      : unsubscribe(connection, subscription, deps.clock().toISOString()),
  )
  return context.html(again ? againPage(subscription) : donePage(subscription))
}

async function read(context: Context<AppEnv>, { readPool }: AppDeps): Promise<Subscription | undefined> {
  const secret = await readPool.run(readMailSecret)
  return secret === undefined ? undefined : readToken(context.req.param('token') ?? '', secret)
}
