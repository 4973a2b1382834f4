import type { AzureCompany } from './company.ts'
import { checkSubscription, paged } from './lists.ts'
import {
  type AzureAnswer,
  type AzureRequest,
  badRequest,
  checkMethod,
  checkParameters,
  checkVersion,
} from './wire.ts'

const ADVISOR_VERSION = '2020-01-01'

/** `GET subscriptions/{id}/providers/Microsoft.Advisor/recommendations` */
export function answerAdvisor(
  request: AzureRequest,
  company: AzureCompany,
  subscription: string,
  pageSize: number,
): AzureAnswer {
  checkMethod(request, 'GET')
  checkVersion(request, ADVISOR_VERSION)
  checkParameters(request, ['api-version', '$filter', '$top', '$skipToken'])
  checkSubscription(company, subscription)
  const filter = request.query.get('$filter')
  const [, category] = /^Category eq '(\w+)'$/.exec(filter ?? '') ?? []
  if (filter !== null && category === undefined) throw badRequest("Invalid '$filter'.")
  const found = (company.recommendations ?? []).filter(
    (each) =>
      each.resourceId.toLowerCase().startsWith(`/subscriptions/${subscription.toLowerCase()}`) &&
      (category === undefined || each.category === category),
  )
  const value = found.map((each) => ({
    id: `${each.resourceId}/providers/Microsoft.Advisor/recommendations/${each.name}`,
    name: each.name,
    type: 'Microsoft.Advisor/recommendations',
    properties: {
      category: each.category,
      impact: each.impact,
      impactedField: each.resourceId.split('/').slice(-3, -1).join('/'),
      impactedValue: each.resourceId.split('/').at(-1),
      lastUpdated: each.lastUpdated,
      shortDescription: { problem: each.problem, solution: each.problem },
      extendedProperties: each.extended,
      resourceMetadata: { resourceId: each.resourceId },
    },
  }))
  return paged(request, value, pageSize, '$skipToken')
}

const GROUPS_VERSION = '2021-04-01'

/** `POST providers/Microsoft.Management/getEntities`: groups and subscriptions with their parents; pages are POSTed too. */
export function answerEntities(request: AzureRequest, company: AzureCompany, pageSize: number): AzureAnswer {
  checkMethod(request, 'POST')
  checkVersion(request, GROUPS_VERSION)
  checkParameters(request, ['api-version', '$skiptoken'])
  const groups = company.managementGroups ?? []
  const chain = (name: string | undefined): typeof groups => {
    const group = groups.find((each) => each.name === name)
    return group === undefined ? [] : [...chain(group.parent), group]
  }
  const entity = (
    id: string,
    type: string,
    name: string,
    displayName: string,
    parent: string | undefined,
  ) => ({
    id,
    type,
    name,
    properties: {
      tenantId: '00000000-0000-0000-0000-00000000000a',
      displayName,
      parent:
        parent === undefined ? {} : { id: `/providers/Microsoft.Management/managementGroups/${parent}` },
      parentDisplayNameChain: chain(parent).map((group) => group.displayName),
      parentNameChain: chain(parent).map((group) => group.name),
    },
  })
  return paged(
    request,
    [
      ...groups.map(({ name, displayName, parent }) =>
        entity(
          `/providers/Microsoft.Management/managementGroups/${name}`,
          'Microsoft.Management/managementGroups',
          name,
          displayName,
          parent,
        ),
      ),
      ...company.subscriptions.map(({ id, name, group }) =>
        entity(`/subscriptions/${id}`, '/subscriptions', id, name, group),
      ),
    ],
    pageSize,
  )
}
