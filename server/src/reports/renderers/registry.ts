import { csv } from './csv.ts'
import { email } from './email.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import type { Renderer } from './renderer.ts'
import { slack } from './slack.ts'
import { text } from './text.ts'

/** Every form of a report; the first is what people read. The web page and its print are made of the model by the app. */
export const renderers: readonly Renderer[] = [email, markdown, text, slack, json, csv]

/** By the end of a file's name; undefined where none fits. */
export function rendererFor(file: string): Renderer | undefined {
  return renderers
    .toSorted((a, b) => b.extension.length - a.extension.length)
    .find(({ extension }) => file.toLowerCase().endsWith(extension))
}
