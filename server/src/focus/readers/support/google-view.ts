import { enumValues } from './enums.ts'
import type { Header } from './header.ts'
import { foldValues } from './sql.ts'

/**
 * What Google's self-deployed BigQuery view does otherwise: months in Pacific time with an inclusive end, the billing
 * account as sub-account, the product taxonomy as category. Source: the SQL of the view, FOCUS 1.0, as of 2024.
 */
export function googleView(
  header: Header,
  columns: Readonly<Record<string, string>>,
): Record<string, string> {
  if (!header.has('x_Project') && !header.has('x_CostType')) return {}
  const start = columns['BillingPeriodStart']
  return {
    BillingPeriodStart: monthText(start, 0),
    BillingPeriodEnd: monthText(start, 1),
    ...category(header),
    ...project(header),
    InvoiceIssuerName: columns['InvoiceIssuerName'] ?? `'Google Cloud'`,
  }
}

function monthText(expression: string | undefined, plus: number): string {
  const month = `date_trunc('month', try_cast(${expression} as timestamp)) + interval ${plus} month`
  return `coalesce(strftime(${month}, '%Y-%m-%dT00:00:00Z'), ${expression})`
}

function category(header: Header): Record<string, string> {
  if (!header.has('ServiceCategory')) return {}
  const text = header.text('ServiceCategory')
  const second = `coalesce(try(json_extract_string(${text}, '$[1]')), try(json_extract_string(${text}, '$[0]')))`
  const flat = `case when ${text} like '[%' then ${second} else ${text} end`
  return { ServiceCategory: foldValues(flat, enumValues('ServiceCategory') ?? {}) }
}

function project(header: Header): Record<string, string> {
  if (!header.has('x_Project')) return {}
  const text = header.text('x_Project')
  const member = (key: string) => `try(json_extract_string(${text}, '$.${key}'))`
  return {
    SubAccountId: `case when ${text} like '{%' then ${member('id')} else ${text} end`,
    SubAccountName: `case when ${text} like '{%' then ${member('name')} end`,
    SubAccountType: `case when ${text} is not null then 'Project' end`,
  }
}
