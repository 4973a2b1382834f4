import type { Page } from 'playwright'

const STOPS_MAX = 120

/**
 * Presses Tab until an element that matches has the focus, as someone without a mouse does. Where `name` is given, what is
 * read out of the element (its `aria-label`, else its label, else its text) must match too.
 */
export async function tabTo(page: Page, selector: string, name = /(?:)/): Promise<void> {
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab')
    if (await hasFocus(page, selector, name)) return
  }
  throw new Error(`${STOPS_MAX} tab stops did not reach ${selector} ${name.source}`)
}

function hasFocus(page: Page, selector: string, { source }: RegExp): Promise<boolean> {
  return page.evaluate(
    ({ wanted, pattern }) => {
      const element = document.activeElement
      if (element?.matches(wanted) !== true) return false
      const [label] = (element as HTMLInputElement).labels ?? []
      const name = element.getAttribute('aria-label') ?? (label ?? element).textContent
      return new RegExp(pattern).test(name.trim())
    },
    { wanted: selector, pattern: source },
  )
}
