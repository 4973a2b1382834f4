import { DuckDBInstance } from '@duckdb/node-api'
import { azureCost } from './focus/readers/azure-cost.ts'
import { base } from './focus/readers/support/azure-lines.ts'
const N = 300000
const names = Object.keys(base)
const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
const c = await instance.connect()
await c.run(`set TimeZone='UTC'`)
const cols = names.map((n) => `${(base as any)[n] === '' ? 'null::varchar' : `'${(base as any)[n]}'`} as "${n}"`).join(', ')
await c.run(`create table raw as select ${cols} , 0::integer as __file, range as __row from range(${N})`)
await c.run(`update raw set "MeterName" = 'D2s v' || (__row % 100), "Quantity" = (__row % 37)::varchar, "Date" = '07/' || lpad((__row % 28 + 1)::varchar,2,'0') || '/2026', "ResourceId" = "ResourceId" || (__row % 5000)`)
const m = azureCost.map({ name: 'x.csv', header: names })
async function time(label: string, sql: string) { let best = 1e9; for (let i=0;i<3;i++){ const t = performance.now(); await c.run(sql); best=Math.min(best, performance.now()-t)} console.log(label, Math.round(best)) }
const all = (m: any, only?: string) => `with ${m.with} select ${Object.entries(m.columns).filter(([k]) => !only || k===only).map(([k,v]) => `max(length((${v})::varchar)) as "${k}"`).join(', ')} from ${m.from}`
await time('all', all(m))
await time('one', all(m, 'ProviderName'))
await time('one+dataset', `with ${m.with} select max(l.dataset) from ${m.from}`)
await time('evidence', `with ${m.with} select * from evidence`)
const res: [string, number][] = []
for (const k of Object.keys(m.columns)) { const t = performance.now(); await c.run(all(m,k)); res.push([k, performance.now()-t]) }
res.sort((a,b)=>b[1]-a[1]); console.log(res.slice(0,22).map(([k,v])=>`${k} ${Math.round(v)}`).join('; '))
