import type { Team } from '../company.ts'
import { addAzureDisk, addAzureVm, azureId } from './azure-vm.ts'
import type { Fleet } from './fleet.ts'
import { addMeters } from './meter.ts'
import { hoursOf, plantWaste } from './plant.ts'
import { addBucket } from './storage.ts'
import { always } from './waste-schedule.ts'
import { snapshotCost } from './waste-size.ts'

export const AZURE_RESERVATION =
  '/providers/microsoft.capacity/reservationorders/5d0e2f7c-61b8-4c0a-a3d9-8f14c7e02b66/reservations/a1f6b2d8-0c93-4b55-8e7d-2c90f4e1d377'

export function addOffice(fleet: Fleet): void {
  for (let index = 1; index <= 6; index++) {
    addAzureVm(fleet, {
      account: 'erp',
      name: `erp-app-${index}`,
      type: 'D8s_v5',
      owner: { team: 'corporate-it', app: 'erp', env: 'prod' },
      load: { cpu: 26, memory: 58, shape: 'office' },
      commitment: AZURE_RESERVATION,
    })
  }
  for (let index = 1; index <= 4; index++) {
    addAzureVm(fleet, {
      account: 'corp-it',
      name: `corp-vdi-${index}`,
      type: index === 4 ? 'E8s_v5' : 'D4s_v5',
      owner: { team: 'corporate-it', app: 'vdi', env: index > 2 ? 'dev' : 'prod' },
      load: {
        cpu: index === 4 ? 1.4 : 18,
        memory: index === 4 ? 8 : 44,
        shape: 'office',
        ...(index === 3 ? { swing: 1 } : {}),
      },
    })
  }
  const idle = azureId('corp-it', 'vdi', 'microsoft.compute/virtualmachines', 'corp-vdi-4')
  plantWaste(fleet, {
    name: 'idle-vm-office',
    ids: [idle],
    needs: ['metrics'],
    why: 'CPU under 2 %',
    fixes: [{ rule: 'IDLE-05' }],
  })
  const desk = azureId('corp-it', 'vdi', 'microsoft.compute/virtualmachines', 'corp-vdi-3')
  always(fleet, 'always-on-desktop', [desk], hoursOf(fleet, [desk]))
  addMeters(fleet, 'erp', { team: 'corporate-it', app: 'erp', env: 'prod' }, [
    ['azureSql', 'General Purpose vCore', 'SQL Database', 'Hours', '0.2525', 40],
    ['logAnalytics', 'Analytics Logs Data Ingestion', 'Log Analytics', 'GB', '2.3', 0.9, 'office', 0.2],
  ])
  const disk = addAzureDisk(
    fleet,
    {
      account: 'corp-it',
      name: 'vdi',
      type: '',
      owner: { team: 'corporate-it', app: 'vdi' },
      load: {},
      diskGib: 512,
    },
    0,
    null,
    'vdi-golden-old',
  )
  plantWaste(fleet, {
    name: 'unattached-disk-azure',
    ids: [disk],
    needs: ['inventory'],
    why: 'detached for 52 days',
    fixes: [
      {
        rule: 'IDLE-02',
        added: snapshotCost(fleet, 512, 'azure-ea'),
        method: 'a snapshot of the whole disk stays',
      },
    ],
  })
}

export function addAzureEurope(fleet: Fleet): void {
  const rows: readonly (readonly [string, Team, string])[] = [
    ['eu-store', 'storefront', 'apps-eu'],
    ['eu-pay', 'payments', 'apps-eu'],
    ['eu-bi', 'data-platform', 'analytics-eu'],
  ]
  for (const [app, team, account] of rows) {
    for (let index = 1; index <= 2; index++) {
      addAzureVm(fleet, {
        account,
        name: `${app}-${index}`,
        type: index === 1 ? 'D8s_v5' : 'D4s_v5',
        owner: { team, app, env: 'prod' },
        load: { cpu: 33, memory: 49, shape: 'traffic' },
      })
    }
    addBucket(fleet, {
      account,
      name: `${app.replace('-', '')}data`,
      owner: { team, app, env: 'prod' },
      terabytes: 14,
      averageObjectKb: 300,
      writesK: 0.5,
      readsK: 4,
    })
  }
  addAzureVm(fleet, {
    account: 'analytics-eu',
    name: 'eu-rank-a100',
    type: 'NC24ads_A100_v4',
    owner: { team: 'storefront', app: 'eu-rank', env: 'prod', tagged: true },
    load: { cpu: 25, memory: 38, gpu: 47, gpuMemory: 52 },
    ml: true,
  })
  addMeters(fleet, 'analytics-eu', { team: 'data-platform', app: 'eu-bi', env: 'prod' }, [
    ['synapse', 'DW100c blocks', 'Azure Synapse Analytics', 'Hours', '1.2', 9, 'weekday'],
    ['aks', 'Standard uptime SLA', 'Azure Kubernetes Service', 'Hours', '0.1', 1],
  ])
}
