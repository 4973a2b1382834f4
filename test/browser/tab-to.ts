import type { Page } from 'playwright'

const STOPS_MAX = 120

/** Presses Tab until an element that matches has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`${STOPS_MAX} tab stops did not reach ${selector}`)
}
