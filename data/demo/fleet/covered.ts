import { addAwsVm } from './aws-vm.ts'
import { addAzureVm } from './azure-vm.ts'
import { type Fleet, ownedBy } from './fleet.ts'
import { ago } from './hours.ts'
import { hoursOf, plantDecoy, plantWaste } from './plant.ts'
import { vary } from './vary.ts'

export const PINEMOOR_PLAN =
  'arn:aws:savingsplans::715204886631:savingsplan/2b9e6f04-8d11-4c37-a0f5-93d7c1e8b642'
export const EUROPE_RESERVATION =
  '/providers/microsoft.capacity/reservationorders/0e7b5c19-42da-4f61-9c0d-7a38b2d6e451/reservations/6c2f9a07-5b18-4e3d-8f42-d19b7c60ae83'

const IDLE = { cpu: 0.8, memory: 6, networkIn: 15_000, networkOut: 8000, swing: 0 }

/** Two idle machines that a commitment pays for: one sets it free for others, the other for nobody. */
export function addCoveredIdle(fleet: Fleet): void {
  const freed = addAwsVm(fleet, {
    account: 'pinemoor-prod',
    name: 'pm-stage-old',
    type: 'm5.2xlarge',
    load: { ...IDLE, cpu: vary(fleet, 'stage', 0.8) },
    bare: true,
    owner: ownedBy('voice', 'pm-stage', 'prod', true),
    commitment: PINEMOOR_PLAN,
    from: ago(fleet, 260),
  }).id
  const thirsty = fleet.series
    .filter(({ resourceName, unit }) => /^pm-api-/.test(resourceName ?? '') && unit === 'Hours')
    .map(({ id }) => id)
  plantWaste(fleet, {
    name: 'covered-idle-vm',
    ids: [freed],
    series: hoursOf(fleet, [freed]),
    needs: ['metrics'],
    why: 'idle under a savings plan, while others of its payer run on demand',
    fixes: [
      {
        rule: 'IDLE-05',
        refills: thirsty,
        method: 'the freed plan pays for pm-api, whose on-demand hours vanish at the same discount',
      },
    ],
  })
  const locked = addAzureVm(fleet, {
    account: 'analytics-eu',
    name: 'eu-olap-old',
    type: 'E8s_v5',
    load: IDLE,
    bare: true,
    owner: ownedBy('data-platform', 'eu-olap', 'prod', true),
    commitment: EUROPE_RESERVATION,
    from: ago(fleet, 300),
  })
  plantDecoy(fleet, {
    name: 'covered-idle-vm-locked',
    ids: [locked],
    tempts: ['IDLE-05', 'RS-01'],
    why: 'its reservation fits no other machine of the payer: stopping it only moves the cost to unused hours, until the reservation ends',
  })
}
