import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { Money } from './db/query.ts'
const inst = await DuckDBInstance.create(':memory:',{threads:'2'})
const c = await inst.connect()
await c.run(`create table t as select (date '2026-01-01'+(i%90)::int) as period, 'service-'||(i%97) as g1, (i*1.23456)::decimal(38,14) as cost, 123456.789::decimal(38,14) as total, 97::bigint as groups from range(8700) t(i)`)
const Row=z.array(z.object({period:z.string(),g1:z.string().nullish(),g2:z.string().nullish(),g3:z.string().nullish(),cost:Money,total:Money.optional(),groups:z.coerce.number().optional()}))
const rd=async(s:string)=>c.runAndReadAll(s)
const s3='select period,g1,cost from t', s5='select * from t'
const fmt=(v:any)=>{ const neg=v.value<0n; let d=(neg?-v.value:v.value).toString().padStart(15,'0'); const cut=d.length-14; let end=d.length; while(end>cut && d.charCodeAt(end-1)===48) end--; const t=end>cut? d.slice(0,cut)+'.'+d.slice(cut,end): d.slice(0,cut); return neg?'-'+t:t}
const fns:Record<string,()=>Promise<any>>={
 read3: async()=>rd(s3),
 read5: async()=>rd(s5),
 objJson5: async()=>(await rd(s5)).getRowObjectsJson(),
 objJson3: async()=>(await rd(s3)).getRowObjectsJson(),
 rowsJson3: async()=>(await rd(s3)).getRowsJson(),
 colsJson3: async()=>(await rd(s3)).getColumnsJson(),
 cols3: async()=>(await rd(s3)).getColumns(),
 cols3fmt: async()=>{const [p,g,k]=(await rd(s3)).getColumns(); return p!.map((x,i)=>({period:String(x),group:[g![i]],cost:fmt(k![i])}))},
 zod3: async()=>Row.parse((await rd(s3)).getRowObjectsJson()),
 zod5: async()=>Row.parse((await rd(s5)).getRowObjectsJson()),
 colsJsonTrim: async()=>{const [p,g,k]=(await rd(s3)).getColumnsJson(); return p!.map((x,i)=>({period:x,group:[g![i]],cost:(k![i] as string).replace(/\.?0+$/,'')}))},
}
const T:Record<string,number[]>={}
for(let i=0;i<25;i++) for(const [k,f] of Object.entries(fns)){const t=performance.now(); await f(); (T[k]??=[]).push(performance.now()-t)}
for(const [k,a] of Object.entries(T)) console.log(k.padEnd(14),a.toSorted((x,y)=>x-y)[12]!.toFixed(1), 'min',Math.min(...a).toFixed(1))
