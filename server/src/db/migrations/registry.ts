import { ground } from './0001-ground.ts'
import { recommendations } from './0002-recommendations.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** In order; a landed migration never changes, the next one mends it. */
export const migrations: readonly Migration[] = [ground, recommendations]
