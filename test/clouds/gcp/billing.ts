import { z } from 'zod'
import { defineOperation, type Operation, pageOf, pageSize, Refusal, wholeNumber } from './operation.ts'
import type { GcpWorld } from './world.ts'

const ACCOUNTS = { list: 'billingAccounts', next: 'nextPageToken' } as const
const INFOS = { list: 'projectBillingInfo', next: 'nextPageToken' } as const
const SERVICES = { list: 'services', next: 'nextPageToken' } as const
const SKUS = { list: 'skus', next: 'nextPageToken' } as const
const time = z.iso.datetime().optional()
const PAGED = { pageToken: z.string().optional() }

/** Cloud Billing: accounts, their projects, and the Cloud Catalog. */
export const billingOperations: readonly Operation[] = [
  defineOperation({
    name: 'billing.listBillingAccounts',
    method: 'GET',
    path: /^\/v1\/billingAccounts$/,
    api: 'gax',
    query: { ...PAGED, pageSize: wholeNumber(100), filter: z.string().optional() },
    pages: ACCOUNTS,
    answer({ query }, { world }, offset) {
      const rows = (world.billingAccounts ?? []).map(({ id, displayName, open, currencyCode, master }) => ({
        name: `billingAccounts/${id}`,
        displayName,
        open,
        currencyCode,
        masterBillingAccount: master === undefined ? '' : `billingAccounts/${master}`,
      }))
      return pageOf(ACCOUNTS, rows, offset, pageSize(query['pageSize'], world))
    },
  }),
  defineOperation({
    name: 'billing.listProjects',
    method: 'GET',
    path: /^\/v1\/billingAccounts\/(?<account>[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6})\/projects$/,
    api: 'gax',
    query: { ...PAGED, pageSize: wholeNumber(100) },
    pages: INFOS,
    answer({ path, query }, { world }, offset) {
      const account = known(world, path['account'] ?? '')
      const rows = (world.projects ?? [])
        .filter(({ billingAccount }) => billingAccount === account)
        .map((project) => info(project.projectId, account))
      return pageOf(INFOS, rows, offset, pageSize(query['pageSize'], world))
    },
  }),
  defineOperation({
    name: 'billing.getProjectBillingInfo',
    method: 'GET',
    path: /^\/v1\/projects\/(?<project>[a-z0-9-]+)\/billingInfo$/,
    api: 'gax',
    answer({ path }, { world }) {
      const project = world.projects?.find(({ projectId }) => projectId === path['project'])
      if (project === undefined)
        throw new Refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission')
      return info(project.projectId, project.billingAccount)
    },
  }),
  defineOperation({
    name: 'catalog.listServices',
    method: 'GET',
    path: /^\/v1\/services$/,
    api: 'gax',
    query: { ...PAGED, pageSize: wholeNumber(5000) },
    pages: SERVICES,
    answer({ query }, { world }, offset) {
      const rows = (world.services ?? []).map(({ id, displayName }) => ({
        name: `services/${id}`,
        serviceId: id,
        displayName,
        businessEntityName: 'businessEntities/GCP',
      }))
      return pageOf(SERVICES, rows, offset, pageSize(query['pageSize'], world))
    },
  }),
  defineOperation({
    name: 'catalog.listSkus',
    method: 'GET',
    path: /^\/v1\/services\/(?<service>[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})\/skus$/,
    api: 'gax',
    query: {
      ...PAGED,
      pageSize: wholeNumber(5000),
      currencyCode: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      startTime: time,
      endTime: time,
    },
    pages: SKUS,
    answer({ path, query }, { world }, offset) {
      const service = world.services?.find(({ id }) => id === path['service'])
      if (service === undefined)
        throw new Refusal(404, 'NOT_FOUND', `services/${path['service']} was not found`)
      return pageOf(SKUS, service.skus, offset, pageSize(query['pageSize'], world))
    },
  }),
]

function info(projectId: string, account: string) {
  return {
    name: `projects/${projectId}/billingInfo`,
    projectId,
    billingAccountName: `billingAccounts/${account}`,
    billingEnabled: true,
  }
}

function known({ billingAccounts = [] }: GcpWorld, account: string): string {
  if (billingAccounts.some(({ id }) => id === account)) return account
  throw new Refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission')
}
