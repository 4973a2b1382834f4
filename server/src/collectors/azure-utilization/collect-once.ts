import type { AzureCompany, AzureResource } from '../../../../test/clouds/azure/company.ts'
import type { AzureFault } from '../../../../test/clouds/azure/faults.ts'
import { company, SEARCH } from '../../../../test/clouds/azure/sample-company.ts'
import { type Operation, startFakeAzure } from '../../../../test/clouds/azure/server.ts'
import { connectionFiles } from '../azure-cost-management/collect-once.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, testRun } from '../test-context.ts'
import { azureUtilization } from './index.ts'

export const TODAY: CollectWindow = { key: 'now', since: '2026-11-23', until: '2026-11-24' }
export const WEEK: CollectWindow = { key: '2026-11-19', since: '2026-11-19', until: '2026-11-24' }
const idOf = (type: string, name: string, subscription = SEARCH) =>
  `/subscriptions/${subscription}/resourceGroups/RG-Search/providers/${type}/${name}`
export const VM = idOf('Microsoft.Compute/virtualMachines', 'VM-1')

export const machine: AzureResource = {
  id: VM,
  type: 'Microsoft.Compute/virtualMachines',
  location: 'westeurope',
  zones: ['1'],
  tags: { team: 'ranking' },
  properties: {
    hardwareProfile: { vmSize: 'Standard_D4s_v5' },
    storageProfile: { osDisk: { osType: 'Linux' } },
    timeCreated: '2026-03-01T08:00:00Z',
    instanceView: {
      statuses: [
        { code: 'ProvisioningState/succeeded' },
        { code: 'PowerState/running', displayStatus: 'VM running' },
      ],
    },
  },
  metrics: {
    'Percentage CPU': [
      { hour: '2026-11-19T00:00:00Z', average: 3.5, maximum: 9.25 },
      { hour: '2026-11-19T01:00:00Z' },
      { hour: '2026-11-24T00:00:00Z', average: 1, maximum: 1 },
    ],
    'Available Memory Percentage': [{ hour: '2026-11-19T00:00:00Z', average: 60, minimum: 40, maximum: 80 }],
    'Network In Total': [{ hour: '2026-11-19T00:00:00Z', total: 120_034 }],
    'Disk Read Operations/Sec': [{ hour: '2026-11-19T00:00:00Z', average: 0.5, maximum: 9 }],
  },
}
export const estate: AzureCompany = {
  ...company,
  resources: [
    machine,
    {
      id: idOf('Microsoft.Compute/disks', 'Old'),
      type: 'Microsoft.Compute/disks',
      location: 'westeurope',
      sku: { name: 'Premium_LRS' },
      properties: {
        diskState: 'Unattached',
        diskSizeGB: 512,
        timeCreated: '2026-01-01T00:00:00Z',
        LastOwnershipUpdateTime: '2026-10-02T00:00:00Z',
      },
    },
    {
      id: idOf('Microsoft.Compute/disks', 'os'),
      type: 'Microsoft.Compute/disks',
      location: 'westeurope',
      sku: { name: 'Premium_LRS' },
      managedBy: VM,
      properties: { diskState: 'Attached', diskSizeGB: 128 },
    },
    {
      id: idOf('Microsoft.Compute/snapshots', 'before'),
      type: 'Microsoft.Compute/snapshots',
      location: 'westeurope',
      properties: { diskSizeGB: 128, incremental: true, creationData: { sourceResourceId: VM } },
    },
    {
      id: idOf('Microsoft.Network/publicIPAddresses', 'ip'),
      type: 'Microsoft.Network/publicIPAddresses',
      location: 'westeurope',
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static' },
    },
    {
      id: idOf('Microsoft.Storage/storageAccounts', 's'),
      type: 'Microsoft.Storage/storageAccounts',
      location: 'westeurope',
    },
  ],
  recommendations: [
    {
      name: 'r1',
      resourceId: VM,
      category: 'Cost',
      problem: 'Right-size or shutdown underutilized virtual machines',
      impact: 'High',
      lastUpdated: '2026-11-18T00:00:00Z',
      extended: {
        annualSavingsAmount: '840',
        savingsCurrency: 'USD',
        targetSku: 'Standard_D2s_v5',
        regionId: 'westeurope',
      },
    },
    {
      name: 'r2',
      resourceId: VM,
      category: 'Cost',
      problem: 'Something without a number',
      impact: 'Low',
      lastUpdated: '2026-11-18T00:00:00Z',
      extended: {},
    },
    {
      name: 'r3',
      resourceId: VM,
      category: 'Security',
      problem: 'x',
      impact: 'Low',
      lastUpdated: '2026-11-18T00:00:00Z',
      extended: {},
    },
  ],
}

interface Options {
  readonly window?: CollectWindow
  readonly settings?: object
  readonly pageSize?: number
  readonly company?: AzureCompany
  readonly faults?: Partial<Record<Operation, AzureFault[]>>
}

/** For tests: reads one window of a part from a fake over TLS. */
export async function collect(
  id: string,
  { window = TODAY, settings = {}, faults = {}, ...options }: Options = {},
) {
  const fake = await startFakeAzure({ company: estate, ...options })
  for (const [operation, list] of Object.entries(faults)) fake.script(operation as Operation, list)
  const run = testRun(window)
  const config = azureUtilization.config.parse({
    subscriptions: [SEARCH],
    ...connectionFiles(fake, run.calls.folder),
    ...settings,
  })
  const part = azureUtilization.parts.find((each) => each.id === id)
  if (part === undefined) throw new Error(`no part ${id}`)
  try {
    const { error } = await collectPart(part, config, run)
    if (error !== null && !(error instanceof CollectError)) throw error
    return { rows: run.rows, error, waits: run.waits, requests: fake.requests }
  } finally {
    run.remove()
    await fake.close()
  }
}
