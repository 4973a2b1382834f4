import { benchRulesGrowth } from './rules.ts'

for (const n of process.argv.slice(2)) {
  const t = Date.now()
  console.log(n, await benchRulesGrowth(Number(n)), Date.now() - t, process.memoryUsage().rss / 1e6)
}
