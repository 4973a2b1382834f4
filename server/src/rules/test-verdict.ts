import type { Rule } from './rule.ts'
import { judge, type TestBill } from './test-kit.ts'

/** Tests: `P 3.60` for one finding (grade and expected saving), `not_worth_it` for a silence, `nothing` for no candidate. */
export async function verdictOf(rule: Rule, bill: TestBill): Promise<string> {
  const { findings, silences } = await judge(rule, bill)
  const [finding] = findings
  if (finding !== undefined) return `${finding.verdict.grade} ${finding.verdict.savings.expected.toFixed(2)}`
  return silences[0]?.verdict.reason ?? 'nothing'
}
