import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { azureCredential } from './azure-credentials.ts'

const clock = () => new Date('2026-11-23T00:00:00Z')

test('a token is kept until it is dropped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-azure-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'first\n')
  const credential = await azureCredential({ tokenFile }, { env: {}, clock })
  const token = async () => (await credential.getToken('https://management.azure.com/.default'))?.token

  expect(await token()).toBe('first')
  writeFileSync(tokenFile, 'second\n')
  expect(await token()).toBe('first')
  credential.drop()
  expect(await token()).toBe('second')
})

test('a secret that cannot be read is told with its name and without its content', async () => {
  const env = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET_FILE: '/nowhere/secret' }

  await expect(azureCredential({}, { env, clock })).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringMatching(/AZURE_CLIENT_SECRET_FILE/),
  })
})
