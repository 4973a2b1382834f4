/** Reads RFC 4180 for tests; lines that start with `#` before the header are comments. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy
  let row: string[] = []
  const body = text.replace(/^(?:#[^\r\n]*\r\n)+/, '')
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body)
    if (match === null) throw new Error(`no CSV from ${cell.lastIndex} on`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] !== ',') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
