import { SERVICES, type Service } from './operation.ts'

/** For tests: asks the fake as an SDK does, without one. `headers` are put over those of a right request. */
export async function ask(
  url: string,
  service: Service,
  operation: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const { target, json, signed } = SERVICES[service]
  const scope = `AKIDEXAMPLE/20261123/us-east-1/${signed}/aws4_request`
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': json === null ? 'application/x-www-form-urlencoded' : `application/x-amz-json-${json}`,
      'x-amz-date': '20261123T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      ...(target === null ? {} : { 'x-amz-target': `${target}.${operation}` }),
      ...headers,
    },
    body: json === null ? `Action=${operation}&Version=2016-11-15&${String(body)}` : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}
