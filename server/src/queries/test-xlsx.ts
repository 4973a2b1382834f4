import { inflateRawSync } from 'node:zlib'

/** The cells of one column of the first sheet of a workbook, by the name in its first row. */
export function xlsxColumn(workbook: Buffer, column: string): readonly string[] {
  const shared = textsIn(fileIn(workbook, 'xl/sharedStrings.xml') ?? '', 'si')
  const sheet = fileIn(workbook, 'xl/worksheets/sheet1.xml')
  if (sheet === undefined) throw new Error('The workbook has no sheet.')
  const [head = new Map(), ...rows] = [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    cellsOf(row, shared),
  )
  const place = [...head].find(([, name]) => name === column)?.[0]
  if (place === undefined)
    throw new Error(`The sheet has no column ${column}: ${[...head.values()].join(', ')}`)
  return rows.map((row) => row.get(place) ?? '')
}

/** `C` → its text; formulas are an error, for an export has none. */
function cellsOf(row: string, shared: readonly string[]): Map<string, string> {
  if (row.includes('<f>')) throw new Error('The sheet holds a formula.')
  const cells = [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)]
  return new Map(
    cells.map(([, place = '', attributes = '', body = '']) => {
      const value = /<v>(.*?)<\/v>/s.exec(body)?.[1] ?? textsIn(body, 'is')[0] ?? ''
      return [place, attributes.includes('t="s"') ? (shared[Number(value)] ?? '') : unescaped(value)]
    }),
  )
}

function textsIn(xml: string, tag: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, body = '']) =>
    unescaped([...body.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = '']) => text).join('')),
  )
}

function unescaped(text: string): string {
  const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => known[name] ?? '')
}

const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_END = 0x06054b50

/** A file of a ZIP archive as text, by its directory at the end. Source: PKWARE APPNOTE 4.3. */
function fileIn(archive: Buffer, name: string): string | undefined {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || archive.readUInt32LE(end) !== DIRECTORY_END) throw new Error('This is no workbook.')
  let at = archive.readUInt32LE(end + 16)
  while (archive.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset))
    const found = archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    if (found === name)
      return contentAt(archive, archive.readUInt32LE(at + 42), archive.readUInt32LE(at + 20))
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return undefined
}

function contentAt(archive: Buffer, local: number, size: number): string {
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const bytes = archive.subarray(start, start + size)
  return (archive.readUInt16LE(local + 8) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8')
}
