import { answerImport, answerImports, ImportsParams } from '../queries/imports.ts'
import { answerMeta } from '../queries/meta.ts'
import { answerRestatements, RestatementsParams } from '../queries/restatements.ts'
import { ImportShape, ImportsShape, MetaShape, RestatementsShape } from './answers/ledger.ts'
import type { Route } from './route.ts'

export const ledgerRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/meta',
    summary: 'What there is: version, currencies, days, tags, teams, sources',
    returns: MetaShape,
    answer: (ask, _, { version, reportCurrency = null }) => answerMeta(ask, { version, reportCurrency }),
  },
  {
    kind: 'question',
    path: '/imports',
    summary: 'The ledger, newest first',
    params: ImportsParams,
    returns: ImportsShape,
    answer: (ask, { params }) => answerImports(ask, params),
  },
  {
    kind: 'question',
    path: '/imports/{id}',
    summary: 'One import with conformance findings and rejected rows',
    returns: ImportShape,
    answer: (ask, { path }) => answerImport(ask, path('id')),
  },
  {
    kind: 'question',
    path: '/restatements',
    summary: 'What later deliveries moved',
    params: RestatementsParams,
    returns: RestatementsShape,
    answer: (ask, { params }) => answerRestatements(ask, params),
  },
]
