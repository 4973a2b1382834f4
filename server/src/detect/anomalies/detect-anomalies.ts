import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, dayInWords } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { readCauses } from './causes.ts'
import { findIncidents } from './find-incidents.ts'
import { gateFactor } from './gate-factor.ts'
import type { Incident } from './incident.ts'
import { type Atoms, readAtoms } from './read-atoms.ts'
import { type Reconciled, reconcile } from './reconcile.ts'
import { readSilence } from './silence.ts'
import { newId, type StoreStamp } from './store.ts'
import { readStored, type StoredAnomaly } from './stored.ts'
import { type FoundAnomaly, toFound } from './to-row.ts'

/** History that an anomaly needs before it, so that its absence from a run tells anything. */
const TELLING_DAYS = 90

export interface Detected {
  readonly reconciled: Reconciled
  /** Number of series that were watched at the lowest level. */
  readonly scopes: number
  readonly stamp: StoreStamp
}

/** Runs the detectors over the whole history and says what that means for what is stored. Writes nothing. */
export async function detectAnomalies(ask: Ask): Promise<Detected> {
  const stored = await readStored(ask.connection)
  const atoms = await readAtoms(ask)
  const found = atoms === undefined ? [] : await findAll(ask, atoms, stored)
  const since = atoms === undefined ? '0000-01-01' : addDays(atoms.from, TELLING_DAYS)
  const reconciled = reconcile(found, atoms === undefined ? [] : stored, since)
  const causes = await causesOf(ask.connection, reconciled)
  const restated = await runQuery(ask.connection, restatedQuery, {})
  return {
    reconciled,
    scopes: atoms?.atoms.length ?? 0,
    stamp: {
      now: ask.now.toISOString(),
      causes: (id) => causes.get(id) ?? [],
      goneReason: (anomaly) => goneReason(anomaly, restated),
    },
  }
}

async function findAll(
  ask: Ask,
  atoms: Atoms,
  stored: readonly StoredAnomaly[],
): Promise<readonly FoundAnomaly[]> {
  const silence = await readSilence(ask)
  const silentOf = ({ place, start, detected }: Incident) =>
    silence({ place, startedOn: addDays(atoms.from, start), detectedOn: addDays(atoms.from, detected) })
  return findIncidents(atoms, gateFactor(stored)).map((incident) =>
    toFound(atoms, incident, silentOf(incident)),
  )
}

async function causesOf(connection: DuckDBConnection, { added, kept }: Reconciled) {
  const rows = [
    ...added.map((found) => ({ id: newId(found), row: found.row })),
    ...kept.map(({ stored, found }) => ({ id: stored.id, row: found.row })),
  ]
  return readCauses(
    connection,
    rows.map(({ id, row }) => ({
      id,
      place: { ...row, team: row.scope === 'team' ? row.team : null },
      start: row.started_on,
      last: row.last_day,
    })),
  )
}

type Restated = z.output<typeof restatedQuery.row>

/** Says whether a restatement touched the days, and when it arrived. */
function goneReason(
  { provider, billing_account, started_on, last_day }: StoredAnomaly,
  restated: readonly Restated[],
): string {
  const touched = restated.filter(
    (row) =>
      row.day >= started_on &&
      row.day <= last_day &&
      (provider === null || row.provider === provider) &&
      (billing_account === null || row.billing_account === billing_account),
  )
  const arrived = touched
    .map(({ arrived_on }) => arrived_on)
    .toSorted()
    .at(-1)
  return arrived === undefined
    ? 'The bill as it is now shows nothing unusual on these days.'
    : `The provider restated these days on ${dayInWords(arrived)}; what was unusual is gone.`
}

const restatedQuery = {
  name: 'anomalies.restated',
  sql: `
    select provider, billing_account, day, max(created_at)::date as arrived_on
    from restatement
    group by provider, billing_account, day
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    day: z.string(),
    arrived_on: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
