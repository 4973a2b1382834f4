import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { suggest } from '../suggest.ts'
import type { YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

/** The findings of one file as one BAD_CONFIG error: `file:line: sources[0].region: what is wrong`, one a line. */
export function explainIssues(yaml: YamlFile, schema: z.ZodType, issues: readonly Issue[]): AppError {
  const lines = issues.flatMap((issue) => explain(yaml, schema, issue))
  return new AppError('BAD_CONFIG', lines.join('\n'), { details: { file: yaml.file } })
}

function explain(yaml: YamlFile, schema: z.ZodType, issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, yaml.value, issue.path)
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return say(yaml, path, `there is no such setting${suggest(key, known) || listed(known)}`)
    })
  }
  if (issue.code === 'invalid_union') return explainUnion(yaml, issue)
  return [say(yaml, issue.path, issue.message)]
}

function explainUnion(yaml: YamlFile, issue: z.core.$ZodIssueInvalidUnion): string[] {
  if (issue.errors.length === 0) return [say(yaml, issue.path, issue.message)]
  const deepest = issue.errors
    .flat()
    .toSorted((a, b) => b.path.length - a.path.length)
    .at(0)
  return [say(yaml, [...issue.path, ...(deepest?.path ?? [])], deepest?.message ?? issue.message)]
}

function say(yaml: YamlFile, path: readonly PropertyKey[], message: string): string {
  const where = path.length === 0 ? 'the file' : pathText(path)
  return `${yaml.file}:${yaml.lineOf(path)}: ${where}: ${message}.`
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('')
}

function listed(known: readonly string[]): string {
  return known.length === 0 ? '' : ` (known: ${known.join(', ')})`
}

/** Names of the settings that the schema knows at a path; unions are decided by the value's `type`. */
function knownKeys(schema: z.core.$ZodType, value: unknown, path: readonly PropertyKey[]): readonly string[] {
  const { def } = schema._zod
  const inner = innerOf(def, value)
  if (inner !== undefined) return knownKeys(inner, value, path)
  const [step, ...rest] = path
  const shape = shapeOf(def)
  if (step === undefined) return Object.keys(shape ?? {})
  const next = shape?.[String(step)] ?? elementOf(def)
  return next === undefined ? [] : knownKeys(next, member(value, step), rest)
}

/** The schema behind `.default()`, `.optional()`, `.transform()` and the matching option of a union. */
function innerOf(def: z.core.$ZodTypeDef, value: unknown): z.core.$ZodType | undefined {
  if ('innerType' in def) return asSchema(def.innerType)
  if ('in' in def) return asSchema(def.in)
  if (!('options' in def) || !Array.isArray(def.options)) return undefined
  const type = member(value, 'type')
  return def.options.map(asSchema).find((option) => {
    const literal = option === undefined ? undefined : shapeOf(option._zod.def)?.['type']?._zod.def
    return (
      literal !== undefined &&
      'values' in literal &&
      Array.isArray(literal.values) &&
      literal.values.includes(type)
    )
  })
}

function shapeOf(def: z.core.$ZodTypeDef): Record<string, z.core.$ZodType> | undefined {
  return 'shape' in def ? (def.shape as Record<string, z.core.$ZodType>) : undefined
}

function elementOf(def: z.core.$ZodTypeDef): z.core.$ZodType | undefined {
  return 'element' in def ? asSchema(def.element) : undefined
}

function asSchema(candidate: unknown): z.core.$ZodType | undefined {
  return typeof candidate === 'object' && candidate !== null && '_zod' in candidate
    ? (candidate as z.core.$ZodType)
    : undefined
}

function member(value: unknown, step: PropertyKey): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[step]
    : undefined
}
