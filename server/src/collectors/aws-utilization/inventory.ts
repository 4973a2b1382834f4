import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { forEachAccount, settingsOf } from './accounts.ts'
import { type Ec2, openEc2 } from './clients.ts'
import { AddressesAnswer, InstancesAnswer, SnapshotsAnswer, VolumesAnswer } from './inventory-answers.ts'
import { addressRow, instanceRow, type Seen, snapshotRow, volumeRow } from './inventory-rows.ts'
import type { Settings } from './settings.ts'

const PAGE_SIZE = 1000

/** Instances, volumes, addresses and snapshots as they are today. */
export const inventoryPart: Part<Settings> = {
  id: 'inventory',
  title: 'Instances, volumes, addresses and snapshots',
  kind: 'inventory',
  enabled: ({ inventory }) => inventory,
  windows: forEachAccount(snapshot()),
  async collect(source, context): Promise<Collected> {
    const settings = settingsOf(source, context.window)
    const page = rowsOnce(context)
    for (const region of settings.regions) {
      const ec2 = await openEc2(settings, region, context)
      const place = { region, account: settings.accountId, observedAt: `${context.window.since}T00:00:00Z` }
      for (const list of LISTS) {
        for await (const rows of list(ec2, place)) page(rows)
        context.progress(region)
      }
    }
    return { estimated: false }
  },
}

type List = (ec2: Ec2, seen: Seen) => AsyncGenerator<readonly PageRow[]>

const LISTS: readonly List[] = [instances, volumes, addresses, snapshots]

function instances({ ask, sdk }: Ec2, seen: Seen) {
  return eachAwsPage<PageRow>(async (token) => {
    const command = new sdk.DescribeInstancesCommand({ MaxResults: PAGE_SIZE, NextToken: token })
    const answer = await ask(
      'DescribeInstances',
      (client, abortSignal) => client.send(command, { abortSignal }),
      InstancesAnswer,
    )
    const found = answer.Reservations.flatMap(({ Instances }) => Instances)
    return { rows: found.map((instance) => instanceRow(instance, seen)), next: answer.NextToken }
  })
}

function volumes({ ask, sdk }: Ec2, seen: Seen) {
  return eachAwsPage<PageRow>(async (token) => {
    const command = new sdk.DescribeVolumesCommand({ MaxResults: PAGE_SIZE, NextToken: token })
    const answer = await ask(
      'DescribeVolumes',
      (client, abortSignal) => client.send(command, { abortSignal }),
      VolumesAnswer,
    )
    return { rows: answer.Volumes.map((volume) => volumeRow(volume, seen)), next: answer.NextToken }
  })
}

/** Addresses come in one answer. */
function addresses({ ask, sdk }: Ec2, seen: Seen) {
  return eachAwsPage<PageRow>(async () => {
    const answer = await ask(
      'DescribeAddresses',
      (client, abortSignal) => client.send(new sdk.DescribeAddressesCommand({}), { abortSignal }),
      AddressesAnswer,
    )
    return { rows: answer.Addresses.map((address) => addressRow(address, seen)), next: undefined }
  })
}

function snapshots({ ask, sdk }: Ec2, seen: Seen) {
  return eachAwsPage<PageRow>(async (token) => {
    const input = { OwnerIds: ['self'], MaxResults: PAGE_SIZE, NextToken: token }
    const command = new sdk.DescribeSnapshotsCommand(input)
    const answer = await ask(
      'DescribeSnapshots',
      (client, abortSignal) => client.send(command, { abortSignal }),
      SnapshotsAnswer,
    )
    return { rows: answer.Snapshots.map((each) => snapshotRow(each, seen)), next: answer.NextToken }
  })
}
