// @vitest-environment node
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)
const themes = ['light', 'dark'] as const
const fills = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-other',
]
const texts = ['text', 'muted', 'accent', 'up', 'down', 'critical', 'warning', 'good']

describe.each(themes)('in the %s theme', (theme) => {
  test.each(fills)('%s stands out from card and page', (name) => {
    expect(contrast(colour(name, theme), colour('surface', theme))).toBeGreaterThanOrEqual(3)
    expect(contrast(colour(name, theme), colour('page', theme))).toBeGreaterThanOrEqual(3)
  })

  test.each(texts)('%s can be read on every ground', (name) => {
    for (const ground of ['surface', 'page', 'sunken', 'hover']) {
      expect(contrast(colour(name, theme), colour(ground, theme)), `on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each([
    ['text', 'warning-soft'],
    ['text', 'accent-soft'],
    ['accent', 'accent-soft'],
    ['on-accent', 'accent-fill'],
  ])('%s can be read on %s', (name, ground) => {
    expect(contrast(colour(name, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test('the axis can be read, the focus ring can be seen', () => {
    expect(contrast(colour('axis', theme), colour('surface', theme))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour('focus', theme), colour('page', theme))).toBeGreaterThanOrEqual(3)
  })
})

function colour(name: string, theme: (typeof themes)[number]): string {
  const token = tokens.get(name)
  if (token === undefined) throw new Error(`tokens.css has no --${name} with a light and a dark colour`)
  return token[theme]
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const channel = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
