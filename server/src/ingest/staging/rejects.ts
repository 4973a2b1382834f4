import type { DuckDBConnection } from '@duckdb/node-api'

/** A row that is not kept, and why. */
export interface Reject {
  readonly file: number
  /** 1-based, without the header. */
  readonly row: number
  readonly reason: string
  readonly line: string
}

export interface RejectStore {
  add(reject: Reject): void
  /** Makes what was added visible to SQL. */
  flush(): void
}

export const REJECT_TABLE = 'staged_reject'

/** Rejects of text files are found in TypeScript, those of typing in SQL; both end in one table of the child's database. */
export async function createRejectStore(connection: DuckDBConnection): Promise<RejectStore> {
  await connection.run(
    `create table ${REJECT_TABLE} (file integer, row_number bigint, reason varchar, line varchar, part varchar)`,
  )
  const appender = await connection.createAppender(REJECT_TABLE)
  return {
    add({ file, row, reason, line }) {
      appender.appendInteger(file)
      appender.appendBigInt(BigInt(row))
      appender.appendVarchar(reason)
      appender.appendVarchar(line)
      appender.appendNull()
      appender.endRow()
    },
    flush: () => appender.flushSync(),
  }
}
