import type { OrganizationsClient } from '@aws-sdk/client-organizations'
import { z } from 'zod'
import { type AwsCaller, type AwsService, awsCaller, quietAwsSdk } from '../aws-client.ts'
import type { CallContext } from '../collector.ts'
import type { Settings } from './settings.ts'

const ORGANIZATIONS: AwsService = {
  name: 'AWS Organizations',
  iam: 'organizations',
  concurrency: 1,
  paid: false,
}

export interface Organizations extends AwsCaller<OrganizationsClient> {
  readonly sdk: typeof import('@aws-sdk/client-organizations')
}

export async function openOrganizations(settings: Settings, context: CallContext): Promise<Organizations> {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-organizations')
  return {
    ...awsCaller(ORGANIZATIONS, (config) => new sdk.OrganizationsClient(config), settings, context),
    sdk,
  }
}

const NextToken = z.string().optional()
const Named = z.object({ Id: z.string().min(1), Name: z.string().optional() })

export const OrganizationAnswer = z.object({
  Organization: z.object({ Id: z.string().min(1), MasterAccountId: z.string().min(1) }),
})
export const RootsAnswer = z.object({ Roots: z.array(Named).default([]), NextToken })
export const UnitsAnswer = z.object({ OrganizationalUnits: z.array(Named).default([]), NextToken })
export const AccountsAnswer = z.object({
  Accounts: z
    .array(
      z.object({
        Id: z.string().regex(/^\d{12}$/),
        Name: z.string().optional(),
        Email: z.string().optional(),
        Status: z.string().optional(),
        JoinedMethod: z.string().optional(),
        JoinedTimestamp: z.date().optional(),
      }),
    )
    .default([]),
  NextToken,
})
export const TagsAnswer = z.object({
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  NextToken,
})
export type AccountAnswer = z.output<typeof AccountsAnswer>['Accounts'][number]
export type UnitAnswer = z.output<typeof Named>
