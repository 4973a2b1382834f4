/** For tests, to read a bill by another path than the import does: RFC 4180 with BOM; short records leave columns empty. */
export function parseCsv(text: string): { header: string[]; records: Record<string, string>[] } {
  const [first = [], ...rest] = splitRecords(text.replace(/^\uFEFF/, ''))
  const header = first.map((name) => name.trim())
  return {
    header,
    records: rest.map((fields) =>
      Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])),
    ),
  }
}

function splitRecords(text: string): string[][] {
  const records: string[][] = []
  let fields: string[] = []
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    const [whole, quoted, plain = '', end] = match
    if (whole === '' && fields.length === 0) break
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    records.push(fields)
    fields = []
  }
  return records.filter((record) => record.length > 1 || record[0] !== '')
}
