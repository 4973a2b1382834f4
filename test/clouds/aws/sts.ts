import { z } from 'zod'
import { defineOperation, type Operation, Refusal } from './operation.ts'

/** Going into a role of another account; the keys that come back are named after the account. */
const assumeRole = defineOperation({
  service: 'sts',
  name: 'AssumeRole',
  body: z.strictObject({
    RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/),
    RoleSessionName: z.string().min(2).max(64),
    DurationSeconds: z.string().optional(),
    ExternalId: z.string().optional(),
  }),
  list: 'AssumeRoleResult',
  token: null,
  answer({ RoleArn, RoleSessionName }, { roles = {} }) {
    const account = roles[RoleArn]
    if (account === undefined)
      throw new Refusal(
        'AccessDenied',
        `not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        403,
      )
    return {
      AssumeRoleResult: {
        AssumedRoleUser: {
          AssumedRoleId: `AROA:${RoleSessionName}`,
          Arn: `arn:aws:sts::${account}:assumed-role/reader/${RoleSessionName}`,
        },
        Credentials: {
          AccessKeyId: `ASIA${account}`,
          SecretAccessKey: 'secret-of-the-role',
          SessionToken: 'token-of-the-role',
          Expiration: '2099-01-01T00:00:00Z',
        },
      },
    }
  },
})

export const stsOperations: readonly Operation[] = [assumeRole]
