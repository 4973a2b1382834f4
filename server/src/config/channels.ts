import { z } from 'zod'

/** How messages leave. Secrets are not settings: they come from the environment, see `secrets.ts`. */
export const channels = z
  .strictObject({
    /** Secret: SLACK_BOT_TOKEN or SLACK_WEBHOOK_URL; SLACK_APP_TOKEN or SLACK_SIGNING_SECRET for buttons. */
    slack: z
      .strictObject({
        channel: z.string().nullable().default(null),
        /** Another address of the Slack API, for proxies and tests. */
        endpoint: z.url().nullable().default(null),
      })
      .nullable()
      .default(null),
    /** Secret: SMTP_PASSWORD. */
    email: z
      .strictObject({
        host: z.string().min(1),
        port: z.int().min(1).max(65535).default(587),
        user: z.string().nullable().default(null),
        from: z.string().min(1),
        /** Who hears what no other channel takes. */
        fallback: z.email('an e-mail address is needed').nullable().default(null),
      })
      .nullable()
      .default(null),
    /** Secret: WEBHOOK_SECRET, with which the body is signed. */
    webhook: z.strictObject({ url: z.url() }).nullable().default(null),
  })
  .prefault({})
