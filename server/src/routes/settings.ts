import { basename } from 'node:path'
import type { SettingsAnswer } from '@outlay/shared/settings'
import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { type Settings, SettingsChange } from '../saved/settings.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

export const settingsRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/settings',
    summary: 'What everybody sees alike, and what the configuration file says; never a secret',
    handle: async (context, deps) => context.json(toAnswer(known(deps))),
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/settings',
    summary: 'Changes settings for everybody; "inherit" goes back to the file',
    body: SettingsChange,
    handle: change,
  },
]

async function change(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { settings, config } = known(deps)
  const asked = await readJson(context, SettingsChange)
  await settings.change(asked, {
    actor: actorOf(context),
    now: deps
      .clock()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  })
  return context.json(toAnswer({ settings, config }))
}

interface Known {
  readonly settings: Settings
  readonly config: Config
}

function known({ settings }: AppDeps): Known {
  if (settings === undefined) throw new AppError('NOT_FOUND', 'This server has no settings.')
  return settings
}

function toAnswer({ settings, config }: Known): SettingsAnswer {
  const { file, publicUrl, fiscalYearStart, tags, sources, teams, budgets, reports } = config
  const ways = ['slack', 'email', 'webhook'] as const
  return {
    data: { currency: settings.currency, rate: settings.rate },
    changes: settings.changes,
    file: {
      name: file === null ? null : basename(file),
      publicUrl,
      fiscalYearStart,
      promotedTags: tags.promote,
      counts: {
        sources: sources.length,
        teams: teams.length,
        budgets: budgets.length,
        reports: reports.length,
      },
      channels: ways.filter((way) => config.channels[way] !== null),
    },
  }
}
