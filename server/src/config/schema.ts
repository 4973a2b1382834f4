import { z } from 'zod'
import { alerts, budget, report } from './alerts.ts'
import { allocation } from './allocation.ts'
import { channels } from './channels.ts'
import { contract, credit } from './contracts.ts'
import { ml } from './ml.ts'
import { type SourcePlugin, sources } from './sources.ts'
import { tags, teams } from './teams.ts'

const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, e.g. EUR')

/** The whole file. Every key may be left out; a key that is not named here is an error. */
export function configFile(plugins: readonly SourcePlugin[]) {
  return z
    .strictObject({
      /** Report currency; null shows each bill in its own. */
      currency: currencyCode.nullable().default(null),
      /** Address of this Outlay as people reach it, for links in messages. */
      publicUrl: z
        .url({ protocol: /^https?$/, error: 'an http or https address is needed' })
        .nullable()
        .default(null),
      /** Month in which the fiscal year starts, 1 to 12. */
      fiscalYearStart: z.int().min(1).max(12).default(1),
      tags,
      ml,
      sources: sources(plugins).default([]),
      teams: teams.default([]),
      /** Who bears which cost, beside the `match` lists of teams. */
      allocation,
      budgets: z.array(budget).default([]),
      alerts,
      channels,
      /** Promises to spend so much with a cloud, and credits that it gave. */
      contracts: z.array(contract).default([]),
      credits: z.array(credit).default([]),
      reports: z.array(report).default([]),
    })
    .superRefine((config, context) => {
      for (const list of ['sources', 'teams', 'budgets', 'reports', 'contracts', 'credits'] as const)
        refuseRepeats(config[list], list, context)
      refuseStrangers(config, context)
      refuseOrphans(config.budgets, context)
    })
}

export type ConfigFile = z.output<ReturnType<typeof configFile>>

function refuseRepeats(entries: readonly { id: string }[], list: string, context: z.RefinementCtx): void {
  const first = new Map<string, number>()
  for (const [index, { id }] of entries.entries()) {
    if (first.has(id))
      refuse(context, [list, index, 'id'], `"${id}" is used by ${list}[${first.get(id)}] already`)
    else first.set(id, index)
  }
}

interface TeamUsers {
  readonly teams: readonly { id: string }[]
  readonly budgets: readonly { team: string | null }[]
  readonly reports: readonly { team: string | null }[]
}

function refuseStrangers(config: TeamUsers, context: z.RefinementCtx): void {
  const known = new Set(config.teams.map(({ id }) => id))
  for (const list of ['budgets', 'reports'] as const) {
    for (const [index, { team }] of config[list].entries()) {
      if (team !== null && !known.has(team))
        refuse(context, [list, index, 'team'], `there is no team "${team}"`)
    }
  }
}

/** A parent must be there, and no budget may lie below itself. */
function refuseOrphans(
  budgets: readonly { id: string; parent: string | null }[],
  context: z.RefinementCtx,
): void {
  const parents = new Map(budgets.map(({ id, parent }) => [id, parent]))
  for (const [index, { id, parent }] of budgets.entries()) {
    const seen = new Set([id])
    for (let above = parent; above !== null; above = parents.get(above) ?? null) {
      const fault = seen.has(above) ? `"${above}" lies below itself` : `there is no budget "${above}"`
      if (seen.has(above) || !parents.has(above)) {
        refuse(context, ['budgets', index, 'parent'], fault)
        break
      }
      seen.add(above)
    }
  }
}

function refuse(context: z.RefinementCtx, path: PropertyKey[], message: string): void {
  context.addIssue({ code: 'custom', path, message })
}
