import { type DuckDBConnection, DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api'
import type { Amount } from '@outlay/shared/money'
import { AppError } from '../errors.ts'

/** A result by column: several times cheaper than row objects for answers of thousands of rows. */
export interface ColumnResult {
  readonly rowCount: number
  /** Dates and texts; null where the column is null. */
  texts(name: string): readonly (string | null)[]
  /** DECIMAL columns, exact. */
  amounts(name: string): readonly Amount[]
  flags(name: string): readonly boolean[]
  /** Value of the first row, undefined where there is no row. */
  firstAmount(name: string): Amount | undefined
  firstCount(name: string): number | undefined
}

/**
 * Runs a query whose columns are known by its writer, with bound parameters.
 * @throws INTERNAL when it fails, or a column is missing or of another type
 */
export async function queryColumns(
  connection: DuckDBConnection,
  query: { readonly name: string; readonly sql: string },
  params: Readonly<Record<string, DuckDBValue>>,
): Promise<ColumnResult> {
  try {
    const result = await connection.run(query.sql, { ...params })
    const names = result.columnNames()
    const chunks = await result.fetchAllChunks()
    const values = (name: string): DuckDBValue[] => {
      const index = names.indexOf(name)
      if (index < 0) throw new AppError('INTERNAL', `query ${query.name} has no column ${name}`)
      return chunks.flatMap((chunk) => chunk.getColumnValues(index))
    }
    const first = (name: string): DuckDBValue | undefined =>
      chunks[0] === undefined || chunks[0].rowCount === 0
        ? undefined
        : chunks[0].getColumnVector(names.indexOf(name)).getItem(0)
    return {
      rowCount: chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0),
      texts: (name) => values(name).map((value) => (value === null ? null : String(value))),
      amounts: (name) => values(name).map((value) => toAmount(value, name)),
      flags: (name) => values(name).map((value) => value === true),
      firstAmount: (name) => mapDefined(first(name), (value) => toAmount(value, name)),
      firstCount: (name) => mapDefined(first(name), Number),
    }
  } catch (cause) {
    throw new AppError('INTERNAL', `query ${query.name} failed`, { cause })
  }
}

function mapDefined<T>(value: DuckDBValue | undefined, map: (value: DuckDBValue) => T): T | undefined {
  return value === undefined ? undefined : map(value)
}

/** Decimal digits without exponent or trailing zeros. */
function toAmount(value: DuckDBValue, name: string): Amount {
  if (!(value instanceof DuckDBDecimalValue)) throw new AppError('INTERNAL', `column ${name} is no decimal`)
  const { value: unscaled, scale } = value
  const negative = unscaled < 0n
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const point = digits.length - scale
  let end = digits.length
  while (end > point && digits.charCodeAt(end - 1) === 48) end -= 1
  const whole = digits.slice(0, point)
  const text = end > point ? `${whole}.${digits.slice(point, end)}` : whole
  return negative ? `-${text}` : text
}
