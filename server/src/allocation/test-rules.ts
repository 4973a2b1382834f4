import { parse } from 'yaml'
import { z } from 'zod'
import { allocation } from '../config/allocation.ts'
import { teams } from '../config/teams.ts'
import type { FileRules } from './rule-set.ts'

const File = z.strictObject({ teams: teams.default([]), allocation })

/** What a config file says of teams and allocation, for tests. */
export function fileRules(yaml: string): FileRules {
  return File.parse(parse(yaml))
}
