import type { AzureCompany } from './company.ts'
import { QUERY_VERSION } from './query.ts'
import { DIMENSIONS, ForecastQuestion, parseBody } from './questions.ts'
import {
  type AzureAnswer,
  type AzureRequest,
  badRequest,
  checkMethod,
  checkParameters,
  checkVersion,
  Refusal,
} from './wire.ts'

/** `POST {scope}/providers/Microsoft.CostManagement/forecast`: answers `PreTaxCost` to whom asks for `Cost`, as Azure does. */
export function answerForecast(request: AzureRequest, company: AzureCompany, today: string): AzureAnswer {
  checkMethod(request, 'POST')
  checkVersion(request, QUERY_VERSION)
  checkParameters(request, ['api-version'])
  const { timePeriod } = parseBody(request.body, ForecastQuestion)
  const [from, to] = [timePeriod.from.slice(0, 10), timePeriod.to.slice(0, 10)]
  if (from < today) throw new Refusal(400, 'CantForecastOnThePast', 'CantForecastOnThePast')
  const days = (company.forecast ?? []).filter(({ day }) => day >= from && day <= to)
  return {
    status: 200,
    body: {
      properties: {
        nextLink: null,
        columns: ['PreTaxCost', 'UsageDate', 'CostStatus', 'Currency'].map((name) => ({
          name,
          type: ['PreTaxCost', 'UsageDate'].includes(name) ? 'Number' : 'String',
        })),
        rows: days.map(({ day, cost, currency }) => [
          Number(cost),
          Number(day.replaceAll('-', '')),
          'Forecast',
          currency,
        ]),
      },
    },
  }
}

/** `GET {scope}/providers/Microsoft.CostManagement/dimensions`: what may be grouped by. */
export function answerDimensions(request: AzureRequest, lacks: readonly string[]): AzureAnswer {
  checkMethod(request, 'GET')
  checkVersion(request, QUERY_VERSION)
  checkParameters(request, ['api-version', '$expand', '$filter', '$top', '$skiptoken'])
  const names = DIMENSIONS.filter((name) => !lacks.includes(name))
  return {
    status: 200,
    body: {
      value: names.map((name) => ({
        id: `dimensions_${name}`,
        name: `${name}_2026-11-01_2026-11-23_1`,
        type: 'Microsoft.CostManagement/dimensions',
        properties: {
          category: name,
          description: name,
          filterEnabled: true,
          groupingEnabled: true,
          total: 0,
          data: [],
          usageStart: '2026-11-01T00:00:00Z',
          usageEnd: '2026-11-23T00:00:00Z',
        },
      })),
    },
  }
}

/** `GET {scope}/providers/Microsoft.CostManagement/exports` */
export function answerExports(request: AzureRequest, company: AzureCompany): AzureAnswer {
  checkMethod(request, 'GET')
  checkVersion(request, QUERY_VERSION)
  checkParameters(request, ['api-version', '$expand'])
  const expand = request.query.get('$expand')
  if (expand !== null && expand !== 'runHistory') throw badRequest("Invalid '$expand'.")
  return { status: 200, body: { value: company.exports ?? [] } }
}
