import type { Page } from 'playwright'

/**
 * What is wrong with the page on screen, in words: not one heading of the first level, hanging over at the side, a chart
 * without a name or, once its switch is pressed, without a table.
 */
export async function pageFaults(page: Page): Promise<readonly string[]> {
  const switches = page.locator('figure.chart:not(:has(table tbody tr)) button[aria-pressed="false"]')
  for (let rest = await switches.count(); rest > 0; rest -= 1) await switches.first().press('Enter')
  return page.evaluate(() => {
    const textOf = (id: string) => document.getElementById(id)?.textContent ?? ''
    const isNamed = (element: Element) =>
      [
        element.getAttribute('aria-label') ?? '',
        ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map(textOf),
        element.querySelector(':scope > title')?.textContent ?? '',
      ].some((name) => name.trim() !== '')
    const all = (selector: string) => [...document.querySelectorAll(selector)]
    const headings = all('h1').length
    const { scrollWidth, clientWidth } = document.documentElement
    return [
      ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
      ...(scrollWidth <= clientWidth ? [] : [`${scrollWidth} pixels wide`]),
      ...all('svg[tabindex], [role="application"], figure.chart')
        .filter((each) => !isNamed(each))
        .map((each) => `no name: ${each.outerHTML.slice(0, 120)}`),
      ...all('figure.chart')
        .filter((figure) => figure.querySelector('table tbody tr') === null)
        .map((figure) => `no table: ${figure.textContent.slice(0, 80)}`),
    ]
  })
}
