import { MACHINE_TABLES } from './machine-tables.ts'
import type { PriceTable } from './price-table.ts'
import { RATE_TABLES } from './rate-tables.ts'

export const PRICE_TABLES: readonly PriceTable[] = [...MACHINE_TABLES, ...RATE_TABLES]
