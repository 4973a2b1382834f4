import { z } from 'zod'
import { defineOperation, type Operation, pageOf } from './operation.ts'
import type { AwsWorld, XmlItem } from './world.ts'

const PAGE_MAX = 1000
const number = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(5).max(PAGE_MAX)).optional()
const paging = { MaxResults: number, NextToken: z.string().optional() }
const token = { asked: 'NextToken', given: 'nextToken' } as const

const describe = (
  name: string,
  list: string,
  rows: (world: AwsWorld) => readonly XmlItem[] | undefined,
  body: z.ZodType<{ MaxResults?: number | undefined }>,
  wrap: (item: XmlItem) => object = (item) => item,
): Operation =>
  defineOperation({
    service: 'ec2',
    name,
    body,
    list,
    token,
    answer({ MaxResults }, world, offset) {
      const size = Math.min(MaxResults ?? PAGE_MAX, world.pageSize ?? PAGE_MAX)
      const page = pageOf(rows(world) ?? [], offset, size)
      return { [list]: page.rows.map(wrap), ...(page.next === undefined ? {} : { nextToken: page.next }) }
    },
  })

/** Inventory calls in EC2's own protocol: a form asks, XML answers. */
export const ec2Operations: readonly Operation[] = [
  describe(
    'DescribeInstances',
    'reservationSet',
    ({ ec2 }) => ec2?.instances,
    z.strictObject(paging),
    (item) => ({
      reservationId: 'r-0123456789abcdef0',
      instancesSet: [item],
    }),
  ),
  describe('DescribeVolumes', 'volumeSet', ({ ec2 }) => ec2?.volumes, z.strictObject(paging)),
  // Addresses come in one answer.
  describe('DescribeAddresses', 'addressesSet', ({ ec2 }) => ec2?.addresses, z.strictObject({})),
  describe(
    'DescribeSnapshots',
    'snapshotSet',
    ({ ec2 }) => ec2?.snapshots,
    z.strictObject({ ...paging, Owner: z.tuple([z.literal('self')]) }),
  ),
]
