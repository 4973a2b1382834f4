import type { AzureCompany } from './company.ts'
import { type AzureAnswer, type AzureRequest, Refusal } from './wire.ts'

export function checkSubscription({ subscriptions }: AzureCompany, subscription: string): void {
  if (!subscriptions.some(({ id }) => id === subscription)) {
    throw new Refusal(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)
  }
}

/** Lists page by a GET link; `parameter` is spelled as the service spells it. */
export function paged(
  { origin, path, query }: AzureRequest,
  all: readonly unknown[],
  size: number,
  parameter = '$skiptoken',
): AzureAnswer {
  const from = Number(query.get(parameter) ?? 0)
  const rest = new URLSearchParams([...query].filter(([name]) => name !== parameter))
  const next = `${origin}/${path}?${rest.toString()}&${parameter}=${from + size}`
  return {
    status: 200,
    body: { value: all.slice(from, from + size), ...(from + size < all.length ? { nextLink: next } : {}) },
  }
}
