import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { collectors } from '../collectors/registry.ts'

const FOLDER = fileURLToPath(new URL('../../../docs/permissions/', import.meta.url))
const FILES = readdirSync(FOLDER).filter((name) => !name.endsWith('.md'))

const Texts = z.union([z.string().transform((text) => [text]), z.array(z.string())])

const AwsPolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string(),
      Effect: z.literal('Allow'),
      Action: Texts,
      Resource: Texts,
      Condition: z.unknown().optional(),
    }),
  ),
})
const AzureRole = z.strictObject({
  Name: z.string(),
  IsCustom: z.literal(true),
  Description: z.string(),
  Actions: z.array(z.string()),
  NotActions: z.array(z.string()),
  DataActions: z.array(z.string()),
  NotDataActions: z.array(z.string()),
  AssignableScopes: z.array(z.string()).min(1),
})
const GoogleRole = z.strictObject({
  title: z.string(),
  description: z.string(),
  stage: z.literal('GA'),
  includedPermissions: z.array(z.string()).min(1),
})

/** The actions that a file grants, each as its service names it. */
function actionsOf(name: string): string[] {
  const content: unknown = parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))
  if (name.startsWith('aws-')) return AwsPolicy.parse(content).Statement.flatMap(({ Action }) => Action)
  if (name.startsWith('azure-')) {
    const { Actions, DataActions } = AzureRole.parse(content)
    return [...Actions, ...DataActions]
  }
  return GoogleRole.parse(content).includedPermissions
}

/** Verbs that read, by how each cloud names its actions. */
const READS = [
  /^(ce|cloudwatch|compute-optimizer|cost-optimization-hub|ec2|elasticloadbalancing|rds|sagemaker|lambda|organizations|s3|pricing|bcm-data-exports|cur|sts|tag|kms|autoscaling|ecs|eks|account|consolidatedbilling):(Get|List|Describe|BatchGet)\w+$/,
  // reads an encrypted export
  /^kms:Decrypt$/,
  /^Microsoft\.\w+(\/\w+)*\/read$/,
  // a question with a body is a POST, which Azure calls an action
  /^Microsoft\.CostManagement\/(query|forecast)\/action$/,
  /^[a-z]+(\.\w+)+\.(get|list|getData|getIamPolicy|search|estimate)$/,
  // a query is a job
  /^bigquery\.jobs\.create$/,
]
/** Whole words of a name, so that ListTagsForResource is no Tag. */
const WRITES =
  /(^|[:./])(Put|Create|Delete|Update|Modify|Attach|Detach|Set|Start|Stop|Terminate|Run|Tag|Untag|write|delete|update|create|set)/
const QUERY_IS_A_JOB = 'bigquery.jobs.create'

test('every cloud has its policies', () => {
  expect(new Set(FILES.map((name) => name.split('-')[0]))).toEqual(new Set(['aws', 'azure', 'gcp']))
})

test.each(FILES)('%s grants actions by name, only such as read', (name) => {
  const actions = actionsOf(name)

  expect(actions.length).toBeGreaterThan(0)
  expect(actions.filter((action) => action.includes('*'))).toEqual([])
  expect(actions.filter((action) => !READS.some((read) => read.test(action)))).toEqual([])
  expect(actions.filter((action) => WRITES.test(action) && action !== QUERY_IS_A_JOB)).toEqual([])
  expect(new Set(actions).size).toBe(actions.length)
})

test.each(
  collectors.flatMap(({ id, probes }) =>
    probes.map(({ permission, policy }) => [id, permission, policy] as const),
  ),
)('%s: the policy grants %s', (_id, permission, policy) => {
  if (policy === undefined) return
  expect(actionsOf(policy.replace('docs/permissions/', ''))).toContain(permission)
})
