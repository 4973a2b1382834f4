import { text } from 'node:stream/consumers'
import type { Download, Locator, Page } from 'playwright'

/** The exact amount behind the page's total, as the API gave it. */
export async function totalOn(page: Page): Promise<string> {
  return (await page.getByTestId('total').getAttribute('value')) ?? ''
}

/** The exact amount in an element that shows one. */
export async function amountIn(element: Locator): Promise<string> {
  return (await element.locator('data').first().getAttribute('value')) ?? ''
}

/** Waits until what is on the page is the answer to what was asked, not the one before. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main [aria-busy="false"]').first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"], main .stale') === null)
}

/** The cells of one column of a downloaded CSV. Lines that begin with `#` say what was asked. */
export async function csvColumn(download: Download, column: string): Promise<readonly string[]> {
  return columnOf(await text(await download.createReadStream()), column)
}

/** The cells of one column of a CSV. */
export function columnOf(csv: string, column: string): readonly string[] {
  const [head = [], ...rows] = parseCsv(csv.replace(/^(#.*\r?\n)*/, ''))
  const index = head.indexOf(column)
  if (index < 0) throw new Error(`The file has no column ${column}: ${head.join(', ')}`)
  return rows.map((row) => row[index] ?? '')
}

/** RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)]
  const rows: string[][] = [[]]
  for (const [, cell = '', end = ''] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1 || (row[0] ?? '') !== '')
}
