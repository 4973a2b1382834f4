import { DuckDBInstance } from '@duckdb/node-api'
import { migrate } from './db/migrate.ts'
import { withAsk } from './queries/ask.ts'
import { answerCosts } from './queries/costs.ts'
import { readDataState } from './queries/data-state.ts'
import { answerOverview } from './queries/overview.ts'
import { existsSync } from 'node:fs'
const file='/tmp/bench-costs.duckdb'
const fresh=!existsSync(file)
const inst = await DuckDBInstance.create(file,{threads:'2',storage_compatibility_version:'latest',memory_limit:'3GB'})
const c = await inst.connect()
const N=Number(process.argv[2]??3000000)
if(fresh){ await migrate(c)
let t=Date.now()
await c.run(`insert into cost_fact select d, date_trunc('month',d)::date, date_trunc('month',d)::date, p, p||'-acc', null,'sub'||(i%40),null,null,'service-'||(i%97),'Compute','region-'||(i%9),'res-'||(i%200000),null,null,'sku'||(i%900),'ut'||(i%300),case when i%50=0 then 'Tax' else 'Usage' end,null,'Usage-Based','Standard',null,null,'x','y','team-'||(i%14),'team-'||(i%14),null,null,null,null,null,null,null,map{'team':'team-'||(i%14)},false,case when i%${process.argv[3]??'1000000000'}=1 then 'EUR' else 'USD' end,m,m,m,m,null,1,'h',1,0,0,'imp' from (select *, hash(j)%1000003 as i, (hash(j*7)%100000000/1000000.0)::decimal(38,14) as m, (date '2025-10-25' + (j*395//${N})::int) as d, ['aws','gcp','azure'][(1+hash(j*3)%3)::int] as p from range(${N}) t(j))`)
await c.run('checkpoint'); console.log('filled',Date.now()-t)}
const now=new Date('2026-11-24T10:00:00Z')
const state=await readDataState(c,now)
let t=performance.now(); await readDataState(c,now); console.log('state ms',performance.now()-t, state.currencies, state.newestDay)
const bare=async()=>{const t=performance.now(); const r=await c.runAndReadAll(`select day, service, sum(effective) as cost from cost_fact where day >= $s::date and day < $e::date and team = $t and charge_category not in ('Tax','Credit') group by day, service order by day, cost desc`,{s:'2026-08-26',e:'2026-11-24',t:'team-1'}); r.getRowsJson(); return performance.now()-t}
const q=new URLSearchParams('start=2026-08-26&end=2026-11-24&groupBy=service&filter=team:is:team-1')
let rows=0
const ours=async()=>{const t=performance.now(); const a=await withAsk(c,now,(ask)=>answerCosts(ask,q),async()=>state); rows=a.data.length; JSON.stringify(a); return performance.now()-t}
const med=(a:number[])=>a.toSorted((x,y)=>x-y)[a.length>>1]!
const A:number[]=[],B:number[]=[]
for(let i=0;i<21;i++){A.push(await bare());B.push(await ours())}
console.log('bare',med(A).toFixed(1),'ours',med(B).toFixed(1),'ratio',(med(B)/med(A)).toFixed(2),'rows',rows)
for (const x of ['&top=7','&compare=previous','&compare=year&top=7','&granularity=total']){const p=new URLSearchParams(q.toString()+x); const T:number[]=[]; for(let i=0;i<9;i++){const t=performance.now(); await withAsk(c,now,(ask)=>answerCosts(ask,p),async()=>state); T.push(performance.now()-t)} console.log(x,med(T).toFixed(1))}
t=performance.now(); await withAsk(c,now,(ask)=>answerOverview(ask,new URLSearchParams()),async()=>state); console.log('overview',(performance.now()-t).toFixed(0))
