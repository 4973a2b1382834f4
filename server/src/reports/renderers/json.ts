import type { Renderer } from './renderer.ts'

/** The model as it is: every figure exact. */
export const json: Renderer = {
  id: 'json',
  extension: '.json',
  contentType: 'application/json',
  render: async (model) => `${JSON.stringify(model, null, 2)}\n`,
}
