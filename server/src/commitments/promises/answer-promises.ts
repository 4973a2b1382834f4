import type { ContractState, PromisesAnswer } from '@outlay/shared/promises'
import type { Ask } from '../../queries/ask.ts'
import { readContract } from './contracts.ts'
import { readCreditMonths } from './credit-months.ts'
import { readCredits } from './credits.ts'
import type { Promises } from './read-match.ts'

/** How far contracts are drawn down, and what is left of credits. What the config does not name is not known. */
export async function answerPromises(ask: Ask, promises: Promises | undefined): Promise<PromisesAnswer> {
  const contracts: ContractState[] = []
  for (const contract of promises?.contracts ?? []) contracts.push(await readContract(ask, contract))
  return {
    contracts,
    credits: await readCredits(ask, promises?.credits ?? []),
    creditMonths: await readCreditMonths(ask),
    meta: { dataThrough: ask.state.dataThrough, today: ask.state.today },
  }
}
