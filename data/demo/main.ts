import { parseArgs } from 'node:util'
import { generateDemo } from './generate.ts'

const USAGE = 'usage: --out DIR --as-of DAY [--seed N] [--truth FILE] [--without-metrics]'

/** Writes the demo; the manifest on stdout, progress on stderr. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      'as-of': { type: 'string' },
      seed: { type: 'string', default: '1' },
      truth: { type: 'string' },
      'without-metrics': { type: 'boolean', default: false },
    },
  })
  if (values.out === undefined || values['as-of'] === undefined) {
    throw new Error(USAGE)
  }
  const manifest = await generateDemo({
    out: values.out,
    asOf: values['as-of'],
    seed: Number(values.seed),
    withMetrics: !values['without-metrics'],
    ...(values.truth === undefined ? {} : { truthFile: values.truth }),
    onProgress: (message) => process.stderr.write(`${message}\n`),
  })
  process.stdout.write(`${JSON.stringify(manifest)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
