import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CollectError, type CollectKind, endsPart, helpKey, toAppError } from './collect-error.ts'

const DOCS = readFileSync(fileURLToPath(new URL('../../../docs/operations.md', import.meta.url)), 'utf8')

const KINDS: Readonly<Record<CollectKind, { exit: number; ends: 'source' | 'part' | 'window' }>> = {
  auth: { exit: 77, ends: 'source' },
  permission: { exit: 77, ends: 'part' },
  not_enabled: { exit: 77, ends: 'part' },
  no_data: { exit: 69, ends: 'window' },
  throttled: { exit: 69, ends: 'window' },
  quota: { exit: 69, ends: 'part' },
  bad_request: { exit: 69, ends: 'window' },
  upstream: { exit: 69, ends: 'window' },
  budget: { exit: 69, ends: 'source' },
  bad_answer: { exit: 69, ends: 'window' },
  stale_pages: { exit: 69, ends: 'window' },
  cancelled: { exit: 69, ends: 'source' },
}
const kinds = Object.keys(KINDS) as CollectKind[]

test.each(kinds)('%s has its exit code, its reach and a chapter in docs/operations.md', (kind) => {
  const error = new CollectError(kind, 'no')
  const { exit, ends } = KINDS[kind]

  expect(toAppError('payer', error).exitCode).toBe(exit)
  expect([error.endsSource, endsPart(error)]).toEqual([ends === 'source', ends !== 'window'])
  expect(DOCS).toContain(`<a id="${helpKey(kind)}"></a>**${kind}**:`)
})

test("a fault says what, the vendor's code, what to grant and where to read on", () => {
  const error = new CollectError('permission', 'AWS refuses the question', {
    vendorCode: 'AccessDeniedException, request 1c2d',
    grant: 'ce:GetCostAndUsage',
  })

  expect(toAppError('payer', error)).toMatchObject({
    message:
      'payer: AWS refuses the question [AccessDeniedException, request 1c2d]. Needed: ce:GetCostAndUsage. See docs/operations.md#collect-permission.',
    details: { kind: 'permission', grant: 'ce:GetCostAndUsage', help: 'collect-permission' },
  })
})
