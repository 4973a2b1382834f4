import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { billedOf, createCompany } from './company.ts'
import { startClouds } from './start-clouds.ts'

/** `pnpm clouds`: fake clouds on loopback with a company behind them, until Ctrl-C. */
await main()

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: '.clouds' },
      seed: { type: 'string', default: '1' },
      today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      months: { type: 'string', default: '12' },
    },
  })
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.folder)
  mkdirSync(folder, { recursive: true })
  const company = createCompany({
    seed: Number(values.seed),
    today: values.today,
    monthsBack: Number(values.months),
  })
  const running = await startClouds(company, folder)
  const print = (line: string) => process.stdout.write(`${line}\n`)
  print(`${company.name}, seed ${company.seed}, through ${company.today}. Billed:`)
  for (const { provider } of running.clouds) {
    const billed = Object.entries(billedOf(company.bills[provider])).map(
      ([currency, amount]) => `${amount} ${currency}`,
    )
    print(`  ${provider}: ${billed.join(', ')} in ${company.bills[provider].costs.length} lines`)
  }
  print('\nIn another terminal:')
  print(`  set -a; . ${folder}/env; set +a`)
  print(`  pnpm outlay doctor --config ${running.config} --data-dir ${folder}/data`)
  print(`  pnpm outlay collect --config ${running.config} --data-dir ${folder}/data`)
  print('\nCtrl-C stops the clouds.')
  await stopped()
  for (const cloud of running.clouds) print(`  ${cloud.provider}: ${cloud.requests()} requests answered`)
  await running.close()
}

function stopped(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done())
    process.once('SIGTERM', () => done())
  })
}
