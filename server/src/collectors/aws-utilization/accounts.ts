import type { CollectWindow, PlanContext } from '../collector.ts'
import type { Settings } from './settings.ts'

/** The source's settings as each of its accounts has them: the one of its keys, then those behind profiles. */
export function accountsOf(settings: Settings): Settings[] {
  return [settings, ...settings.accounts.map((account) => reaching(settings, account))]
}

function reaching(
  settings: Settings,
  { accountId, profile, regions }: Settings['accounts'][number],
): Settings {
  const { tokenFile: _, ...rest } = settings
  return { ...rest, accountId, profile, regions: regions ?? settings.regions }
}

type Plan = (settings: unknown, plan: PlanContext) => CollectWindow[]

/** Windows of every account, each published by itself; what refuses one account leaves the others alone. */
export function forEachAccount(plan: Plan): (settings: Settings, context: PlanContext) => CollectWindow[] {
  return (settings, context) =>
    plan({}, context).flatMap((window) => [
      window,
      ...settings.accounts.map(({ accountId }) => ({
        ...window,
        key: `${window.key} ${accountId}`,
        group: accountId,
      })),
    ])
}

/** The settings of the account that a window is about. */
export function settingsOf(settings: Settings, { group }: CollectWindow): Settings {
  const account = settings.accounts.find(({ accountId }) => accountId === group)
  return account === undefined ? settings : reaching(settings, account)
}
