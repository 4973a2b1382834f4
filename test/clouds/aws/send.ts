import type { ServerResponse } from 'node:http'
import { type Answer, type Operation, SERVICES, type Service } from './operation.ts'
import { toXml } from './xml.ts'

const REQUEST_ID = '00000000-0000-4000-8000-000000000000'

const NAMESPACES: Partial<Record<Service, string>> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
}

/** The answer in the service's protocol: AWS JSON, or XML for EC2. */
export function sendPage(response: ServerResponse, { service, name }: Operation, answer: Answer): void {
  const { json } = SERVICES[service]
  const body =
    json === null
      ? `<?xml version="1.0" encoding="UTF-8"?>\n<${name}Response xmlns="${NAMESPACES[service] ?? ''}">${toXml({ requestId: REQUEST_ID, ...answer })}</${name}Response>`
      : JSON.stringify(answer)
  response.writeHead(200, head(service))
  response.end(body)
}

export function sendError(
  response: ServerResponse,
  service: Service,
  status: number,
  code: string,
  message: string,
): void {
  if (SERVICES[service].json === null) {
    response.writeHead(status, head(service))
    const fault = { Code: code, Message: message }
    const body =
      service === 'sts'
        ? `<ErrorResponse xmlns="${NAMESPACES.sts}">${toXml({ Error: { Type: 'Sender', ...fault }, RequestId: REQUEST_ID })}</ErrorResponse>`
        : `<Response>${toXml({ Errors: { Error: fault }, RequestID: REQUEST_ID })}</Response>`
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`)
    return
  }
  response.writeHead(status, head(service))
  response.end(JSON.stringify({ __type: code, message }))
}

function head(service: Service): Record<string, string> {
  const { json } = SERVICES[service]
  return {
    'content-type': json === null ? 'text/xml;charset=UTF-8' : `application/x-amz-json-${json}`,
    'x-amzn-requestid': REQUEST_ID,
  }
}
