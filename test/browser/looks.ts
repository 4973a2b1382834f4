import type { Page } from 'playwright'
import { axeViolations } from './axe.ts'
import { settled } from './read-page.ts'

/** Each step changes one thing, on one page that is loaded once. */
const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 390 },
] as const

/**
 * What is wrong with the page on screen in light and dark, at a desk and on a phone: what axe finds, what hangs over at
 * the side and, where `shows` names something, that it is no longer there.
 */
export async function faultsInAnyLook(page: Page, shows = 'main'): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { colorScheme, width } of LOOKS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    await settled(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    const found = [
      ...(await axeViolations(page)),
      ...(wide <= width ? [] : [`${wide} pixels wide`]),
      ...((await page.locator(shows).first().isVisible()) ? [] : [`no ${shows}`]),
    ]
    faults.push(...found.map((fault) => `${colorScheme}, ${width} pixels: ${fault}`))
  }
  return faults
}
