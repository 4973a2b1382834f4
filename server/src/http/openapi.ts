import { z } from 'zod'
import type { Route } from '../routes/route.ts'

/** OpenAPI 3.1 of all routes below `/api/v1`, from the declarations that they are mounted from. */
export function openApiDocument(routes: readonly Route[], version: string): unknown {
  const paths = new Map<string, Record<string, unknown>>()
  for (const route of routes) {
    const method = route.kind === 'question' ? 'get' : route.method
    paths.set(route.path, { ...paths.get(route.path), [method]: operation(route) })
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Outlay', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries([...paths].toSorted(([a], [b]) => a.localeCompare(b))),
    components: { schemas: { Error: ERROR } },
  }
}

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        requestId: { type: 'string' },
        details: {},
      },
    },
  },
} as const

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })

function operation(route: Route) {
  const body = route.kind === 'action' ? route.body : undefined
  return {
    summary: route.summary,
    parameters: [...pathParameters(route.path), ...queryParameters(route.params)],
    ...(body !== undefined && { requestBody: json(z.toJSONSchema(body, { io: 'input' })) }),
    responses: {
      '200': { description: route.summary, ...answer(route) },
      default: { description: 'Error', ...json({ $ref: '#/components/schemas/Error' }) },
    },
  }
}

function answer(route: Route) {
  if (route.returns !== undefined) return json(z.toJSONSchema(route.returns))
  const files = route.kind === 'action' ? route.files : undefined
  if (files === undefined) return {}
  return { content: Object.fromEntries(files.map((type) => [type, {}])) }
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(params: z.ZodObject | undefined) {
  return Object.entries(params?.shape ?? {}).map(([name, schema]) => {
    const { description, ...json } = z.toJSONSchema(schema, { io: 'input' })
    return {
      name,
      in: 'query',
      required: false,
      ...(description !== undefined && { description }),
      schema: json,
    }
  })
}
