import type { ChangesAnswer } from '@outlay/shared/changes'
import { subtractAmounts } from '@outlay/shared/money'
import type { Ask } from '../ask.ts'
import { readParams } from '../params.ts'
import { readApart } from './apart.ts'
import { bySize, readMovers, sparklineDays, withSparklines } from './movers.ts'
import { type PartsAnswer, readParts, settle } from './parts.ts'
import { ChangesParams, toChangeQuestion } from './question.ts'

/**
 * Top movers: the groups whose cost changed most against the compared range, up or down, each change split into parts
 * that add up to it exactly. Formulas: docs/change-explained.md.
 * @throws INVALID_INPUT naming the parameter
 */
export async function answerChanges(ask: Ask, params: URLSearchParams): Promise<ChangesAnswer> {
  const read = readParams(ChangesParams, params)
  const asked = toChangeQuestion(ask, read)
  const { movers, meta } = await readMovers(ask, asked.question)
  const { basis, currency, currencies, start, end, previous, total, previousTotal, warnings, report } = meta
  const question = { ...asked.question, currency }
  const top = movers.toSorted(bySize).slice(0, read.limit)
  const parts =
    previousTotal === undefined
      ? NO_PARTS
      : await readParts(
          ask,
          question,
          top.map(({ group }) => group),
        )
  const { sql, params: bound } = parts
  return {
    data: (await withSparklines(ask, question, top)).map((mover) => ({
      ...mover,
      parts: settle(parts.of(mover.group), mover.change),
    })),
    meta: {
      ...{ basis, currency, currencies, groupBy: question.groupBy, start, end, previous, total },
      ...(previousTotal !== undefined && { previousTotal }),
      parts: previousTotal === undefined ? [] : settle(parts.total, subtractAmounts(total, previousTotal)),
      ...(report && { report }),
      apart: await readApart(ask, asked, currency),
      warnings,
      sparkline: sparklineDays(end),
      ...(read.explain && { sql, params: bound }),
    },
  }
}

const NO_PARTS: PartsAnswer = { total: [], of: () => [], sql: '', params: {} }
