import type { Clock } from '../../clock.ts'
import { readSecret } from '../../config/secrets.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import type { Logger } from '../../log.ts'
import { Interaction, interact } from './interaction.ts'

export interface SocketDeps {
  readonly db: Db
  readonly config: Pick<Config, 'channels'>
  readonly clock: Clock
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  /** Called when something was pressed. */
  poke(): void
}

export interface Socket {
  stop(): Promise<void>
}

interface Envelope {
  readonly body: unknown
  ack(): Promise<void>
}

/** Listens for buttons over a connection that goes outwards; undefined without SLACK_APP_TOKEN. */
export function connectSocket(deps: SocketDeps): Socket | undefined {
  const { config, log, env } = deps
  const appToken = readSecret(env, 'SLACK_APP_TOKEN')
  if (appToken === undefined) return undefined
  const endpoint = config.channels.slack?.endpoint ?? null
  const connected = connect(deps, appToken, endpoint)
  connected.catch((error: unknown) => log.warn({ err: error }, 'Slack buttons are not connected'))
  return {
    async stop() {
      await (await connected.catch(() => undefined))?.disconnect()
    },
  }
}

async function connect(deps: SocketDeps, appToken: string, endpoint: string | null) {
  const { LogLevel, SocketModeClient } = await import('@slack/socket-mode')
  const client = new SocketModeClient({
    appToken,
    logLevel: LogLevel.ERROR,
    ...(endpoint === null ? {} : { clientOptions: { slackApiUrl: endpoint } }),
  })
  client.on('interactive', (envelope: Envelope) => {
    receive(deps, envelope).catch((error: unknown) => deps.log.error({ err: error }, 'a Slack button failed'))
  })
  // What cannot be connected now is tried again by the library; it can be stopped all the same.
  client.start().catch((error: unknown) => deps.log.warn({ err: error }, 'Slack buttons are not connected'))
  return client
}

/** Slack is answered at once and shows the change when it comes. */
async function receive({ db, clock, poke }: SocketDeps, { body, ack }: Envelope): Promise<void> {
  await ack()
  const parsed = Interaction.safeParse(body)
  if (!parsed.success) return
  await db.writer.withTransaction((connection) => interact(connection, parsed.data, clock()))
  poke()
}
