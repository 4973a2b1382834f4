import { parseArgs } from 'node:util'
import { generateDemo } from './generate.ts'

/** `--out DIR --as-of DAY [--seed N]`: the manifest on stdout, progress on stderr. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, 'as-of': { type: 'string' }, seed: { type: 'string', default: '1' } },
  })
  if (values.out === undefined || values['as-of'] === undefined) {
    throw new Error('usage: --out DIR --as-of DAY [--seed N]')
  }
  const manifest = await generateDemo({
    out: values.out,
    asOf: values['as-of'],
    seed: Number(values.seed),
    onProgress: (message) => process.stderr.write(`${message}\n`),
  })
  process.stdout.write(`${JSON.stringify(manifest)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
