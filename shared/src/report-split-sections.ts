import { dayInWords } from './period.ts'
import type { ReportMoney } from './report-money.ts'
import type { ViewSection } from './report-sections.ts'
import type { ReportModel } from './reports.ts'

/** Parts of a report about how a cost is divided: among teams, and between commitments and on demand. */

export function showbackSection(
  { showback, scope }: ReportModel,
  money: ReportMoney,
): Omit<ViewSection, 'id'> {
  const place = { title: 'Showback', path: withTeam('/teams', scope.team) }
  if (showback === null || showback.rows.length === 0)
    return { ...place, columns: [], rows: [], line: 'No cost has a team yet.' }
  const row = (first: string, cells: readonly string[]) => ({ cells: [first, ...cells], path: null })
  return {
    ...place,
    columns: ['Team', 'Own cost', 'Shared', 'Total'],
    rows: [
      ...showback.rows.map(({ name, direct, shared, total }) =>
        row(name, [money.short(direct), money.short(shared), money.short(total)]),
      ),
      ...(showback.unallocated === null ? [] : [row('No team', ['', '', money.short(showback.unallocated)])]),
    ],
    line:
      showback.pools.length === 0
        ? null
        : `Shared: ${showback.pools.map(({ name, cost }) => `${name} ${money.short(cost)}`).join(', ')}.`,
  }
}

export function commitmentsSection(
  { commitments, scope }: ReportModel,
  money: ReportMoney,
): Omit<ViewSection, 'id'> {
  const place = { title: 'Commitments', path: withTeam('/commitments', scope.team) }
  if (commitments === null) return { ...place, columns: [], rows: [], line: 'No commitment is known.' }
  const { used, unused, onDemand, utilisation, coverage, savingsRate, ending } = commitments
  const onDemandWords = `${money.short(onDemand)} that one could cover ran on demand.`
  if (Number(used) + Number(unused) === 0)
    return { ...place, columns: [], rows: [], line: `No commitment was paid for; ${onDemandWords}` }
  const line = [
    `${percent(utilisation)} of what is committed was used: ${money.short(used)}, and ${money.short(unused)} was not.`,
    `They cover ${percent(coverage)} of what they could; ${money.short(onDemand)} ran on demand.`,
    `They save ${percent(savingsRate)} of what all of it would cost without them.`,
    ...(ending.length === 0 && scope.team === null ? ['None ends within 90 days.'] : []),
  ].join(' ')
  return {
    ...place,
    columns: ending.length === 0 ? [] : ['Ends soon', 'On', 'If not renewed'],
    rows: ending.map(({ name, end, notRenewing }) => ({
      cells: [
        name,
        dayInWords(end),
        notRenewing === null ? 'unknown' : `${money.arrow(notRenewing.toFixed(2))} a month`,
      ],
      path: '/commitments?ends=90',
    })),
    line,
  }
}

function percent(share: number | null): string {
  return share === null ? 'an unknown part' : `${Math.round(share * 100)}%`
}

function withTeam(path: string, team: string | null): string {
  return team === null ? path : `${path}?${new URLSearchParams({ team })}`
}
