import { DuckDBInstance } from '@duckdb/node-api'
import { costsSql } from './queries/costs-sql.ts'
import { currencyTotals } from './queries/currency-totals.ts'
import { readDataState } from './queries/data-state.ts'
import { z } from 'zod'
import { Money, Count } from './db/query.ts'
const inst = await DuckDBInstance.create('/tmp/bench-costs.duckdb',{threads:'2'})
const c = await inst.connect()
const now=new Date('2026-11-24T10:00:00Z')
const state=await readDataState(c,now)
const q={start:'2026-08-26',end:'2026-11-24',granularity:'daily',groupBy:['service'],metric:'effective',charges:'cost',currency:'USD',filters:[{dimension:'team',op:'is',values:['team-1']}],top:undefined,compare:undefined,explain:false} as any
const P={s:'2026-08-26',e:'2026-11-24',t:'team-1'}
const bareSql=`select day, service, sum(effective) as cost from cost_fact where day >= $s::date and day < $e::date and team = $t and charge_category not in ('Tax','Credit') group by day, service order by day, cost desc`
const cs=costsSql(q,state.promoted,100001)
const noWindow=`with cell as materialized (select day as period, service as g1, sum(effective) as cost from cost_fact where day >= $s::date and day < $e::date and team = $t and currency='USD' and charge_category not in ('Tax','Credit') group by all) select * from cell order by period, cost desc, g1`
const Row=z.array(z.object({period:z.string(),g1:z.string().nullish(),g2:z.string().nullish(),g3:z.string().nullish(),cost:Money,total:Money.optional(),groups:Count.optional()}))
const fns:Record<string,()=>Promise<any>>={
 bareRun:async()=>c.runAndReadAll(bareSql,P),
 bareRows:async()=>(await c.runAndReadAll(bareSql,P)).getRowsJson(),
 currency:async()=>currencyTotals({connection:c,state,now},{...q,currency:undefined}),
 oursRun:async()=>c.runAndReadAll(cs.sql,cs.params as any),
 noWindowRun:async()=>c.runAndReadAll(noWindow,P),
 noWindowCols:async()=>(await c.runAndReadAll(noWindow,P)).getColumnsJson(),
 noWindowObj:async()=>(await c.runAndReadAll(noWindow,P)).getRowObjectsJson(),
 noWindowZod:async()=>Row.parse((await c.runAndReadAll(noWindow,P)).getRowObjectsJson()),
 oursZod:async()=>Row.parse((await c.runAndReadAll(cs.sql,cs.params as any)).getRowObjectsJson()),
}
const T:Record<string,number[]>={}
for(let i=0;i<15;i++) for(const [k,f] of Object.entries(fns)){const t=performance.now(); await f(); (T[k]??=[]).push(performance.now()-t)}
for(const [k,a] of Object.entries(T)) console.log(k.padEnd(14),a.toSorted((x,y)=>x-y)[7]!.toFixed(1), 'min',Math.min(...a).toFixed(1))
console.log(cs.sql)
