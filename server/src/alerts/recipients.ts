import type { Config } from '../config.ts'
import type { Watched } from './budgets/budget.ts'

export type ChannelConfig = Pick<Config, 'channels' | 'teams'>

/** Where nothing is configured, alerts go into a file of the data folder. */
export const FILE_CHANNEL = 'file'

/** Where a budget is told: its own list, else the channels of its team, else the default ones. */
export function recipientsOf(
  budget: Pick<Watched, 'notify' | 'team'>,
  config: ChannelConfig,
): readonly string[] {
  if (budget.notify.length > 0) return unique(budget.notify)
  return teamRecipients(budget.team, config)
}

/** Where what belongs to a team is told; null for nobody's. */
export function teamRecipients(team: string | null, config: ChannelConfig): readonly string[] {
  const { channels, teams } = config
  const known = teams.find(({ id }) => id === team)
  const own = [
    ...(known?.slack == null || channels.slack === null ? [] : [`slack:${known.slack}`]),
    ...(known?.email == null || channels.email === null ? [] : [`email:${known.email}`]),
  ]
  return own.length > 0 ? unique(own) : defaultRecipients(config)
}

/** The default Slack channel, else the mail of last resort, else the webhook, else the file. */
export function defaultRecipients({ channels }: ChannelConfig): readonly string[] {
  if (channels.slack?.channel != null) return unique([`slack:${channels.slack.channel}`])
  if (channels.email?.fallback != null) return [`email:${channels.email.fallback}`]
  return channels.webhook === null ? [FILE_CHANNEL] : ['webhook']
}

/** All that the configuration names, for people to choose from. */
export function knownRecipients(config: ChannelConfig): readonly string[] {
  return unique([
    ...defaultRecipients(config),
    ...config.teams.flatMap(({ id }) => teamRecipients(id, config)),
  ])
}

/** `slack:finops` and `slack:#finops` are one channel. */
export function normalised(recipient: string): string {
  return recipient.replace(/^slack:(?=[a-z])/, 'slack:#')
}

function unique(recipients: readonly string[]): readonly string[] {
  return [...new Set(recipients.map(normalised))]
}
