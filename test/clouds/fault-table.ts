import { runFaults } from './run-faults.ts'

const seed = Number(process.argv[2] ?? 1)
const print = (line: string) => process.stdout.write(`${line}\n`)

/** Prints the table of docs/operations.md: `npx tsx test/clouds/fault-table.ts [seed]`. */
print(`Seed ${seed}.\n`)
print('| fault | at request | what the user sees | rows lost | rows twice | requests wasted |')
print('|---|---|---|---|---|---|')
for await (const { fault, moment, exposed, seen, lost, twice, wasted } of runFaults(seed))
  print(`| ${fault} | ${moment} of ${exposed} | ${seen} | ${lost} | ${twice} | ${wasted} |`)
