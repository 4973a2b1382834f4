import { join } from 'node:path'
import { readHeader } from './csv-header.ts'
import { createLexer, type Lexer, TooManyOpenQuotes } from './csv-lexer.ts'
import { FileError } from './file-error.ts'
import type { FileGroup, TextGroup } from './file-group.ts'
import { createJsonLexer } from './json-lexer.ts'
import type { RejectStore } from './rejects.ts'
import { type CountedSink, createSink } from './sink.ts'
import { createSpool } from './spool.ts'
import { openText } from './text-source.ts'

export interface Intake {
  readonly groups: Map<string, FileGroup>
  readonly rejects: RejectStore
  /** Folder for spools. */
  readonly folder: string
}

export interface TextCount {
  readonly sha256: string
  readonly rowsIn: number
  readonly rowsRejected: number
}

/** What a file that breaks in the middle had given until then: its rows tell which units it touches. */
export class PartialFileError extends FileError {
  readonly rowsIn: number
  readonly rowsRejected: number

  constructor(message: string, sink: CountedSink) {
    super(message)
    this.rowsIn = sink.rows()
    this.rowsRejected = sink.rejected()
  }
}

/** Unpacks, checks and splits one text file into the spool of its group. Throws a FileError. */
export async function takeText(
  intake: Intake,
  file: number,
  path: string,
  container: 'plain' | 'gzip',
): Promise<TextCount> {
  const source = openText(path, container)
  let started: Started | undefined
  let head: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of source.chunks) {
      if (started !== undefined) started.lexer.feed(chunk)
      else {
        head = Buffer.concat([head, chunk])
        started = start(intake, file, head)
      }
    }
    started ??= start(intake, file, Buffer.concat([head, Buffer.from('\n')]))
    if (started === undefined)
      throw new FileError(head.toString('utf8').trim() === '' ? EMPTY : UNCLOSED_HEADER)
    started.lexer.end()
  } catch (error) {
    throw started === undefined ? error : partial(error, started.sink)
  } finally {
    started?.group.spool.release()
  }
  return { sha256: source.sha256(), rowsIn: started.sink.rows(), rowsRejected: started.sink.rejected() }
}

const EMPTY = 'is empty. Export it again.'
const UNCLOSED_HEADER = 'has no whole header line: a quote in it is never closed. Export it again.'

function partial(error: unknown, sink: CountedSink): unknown {
  if (error instanceof FileError) return new PartialFileError(error.message, sink)
  if (error instanceof TooManyOpenQuotes) {
    return new PartialFileError(
      `has quotes that are never closed (row ${sink.rows() + 1} and before). Export it again.`,
      sink,
    )
  }
  return error
}

interface Started {
  readonly lexer: Lexer
  readonly sink: CountedSink
  readonly group: TextGroup
}

/** Undefined until the bytes hold the whole header. */
function start(intake: Intake, file: number, head: Buffer): Started | undefined {
  const text = head.subarray(0, 200).toString('utf8').trimStart()
  if (text === '' && head.length < 200) return undefined
  if (text.startsWith('{')) return startJson(intake, file, head)
  if (text.startsWith('[')) {
    throw new FileError('is one JSON array. Write one object a line (jq -c ".[]").')
  }
  const header = readHeader(head)
  if (header === undefined) return undefined
  const { delimiter, names, next } = header
  const group = textGroup(intake, 'csv', delimiter, names)
  const sink = createSink({ file, spool: group.spool, delimiter, reject: intake.rejects.add })
  const lexer = createLexer(delimiter.charCodeAt(0), names.length, sink)
  group.files.push(file)
  lexer.feed(head.subarray(next))
  return { lexer, sink, group }
}

export const JSON_DELIMITER = '\x01'

function startJson(intake: Intake, file: number, head: Buffer): Started {
  const group = textGroup(intake, 'json', JSON_DELIMITER, [])
  const sink = createSink({ file, spool: group.spool, delimiter: JSON_DELIMITER, reject: intake.rejects.add })
  const lexer = createJsonLexer(sink)
  group.files.push(file)
  lexer.feed(head)
  return { lexer, sink, group }
}

function textGroup(
  { groups, folder }: Intake,
  kind: 'csv' | 'json',
  delimiter: string,
  header: readonly string[],
): TextGroup {
  const key = JSON.stringify([kind, delimiter, header])
  const known = groups.get(key)
  if (known !== undefined && known.kind !== 'parquet') return known
  const spool = createSpool(join(folder, `spool-${groups.size}.txt`), delimiter.charCodeAt(0))
  const group: TextGroup = { kind, delimiter, header, files: [], spool }
  groups.set(key, group)
  return group
}
