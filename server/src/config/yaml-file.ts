import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { AppError } from '../errors.ts'

/** A YAML file that remembers where each setting stands. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /** 1-based line of a setting, or of the nearest setting around it that is written down. */
  lineOf(path: readonly PropertyKey[]): number
}

/** @throws BAD_CONFIG for text that is no YAML, with its line */
export function parseYaml(file: string, text: string): YamlFile {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) {
    const { line } = counter.linePos(error.pos[0])
    throw new AppError('BAD_CONFIG', `${file}:${line}: no readable YAML: ${error.message}.`, { cause: error })
  }
  return {
    file,
    value: toValue(file, () => document.toJS({ maxAliasCount: 100 })),
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = offsetOf(document.contents, path.slice(0, length))
        if (offset !== undefined) return counter.linePos(offset).line
      }
      return 1
    },
  }
}

function toValue(file: string, make: () => unknown): unknown {
  try {
    return make()
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('BAD_CONFIG', `${file}: no readable YAML: ${message}.`, { cause })
  }
}

/** Offset of the key of a map entry, or of a list item. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root
  let offset: number | undefined
  for (const step of path) {
    const next = child(node, step)
    if (next === undefined) return undefined
    node = next.node
    offset = next.offset
  }
  return offset
}

function child(node: unknown, step: PropertyKey): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step)
    return pair === undefined ? undefined : { node: pair.value, offset: rangeStart(pair.key) }
  }
  if (typeof step !== 'number' || typeof node !== 'object' || node === null || !('items' in node))
    return undefined
  const item: unknown = Array.isArray(node.items) ? node.items[step] : undefined
  return item === undefined ? undefined : { node: item, offset: rangeStart(item) }
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  const { range } = node
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}
