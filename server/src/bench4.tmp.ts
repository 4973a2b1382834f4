import { DuckDBInstance } from '@duckdb/node-api'
const inst = await DuckDBInstance.create('/tmp/bench-costs.duckdb',{threads:'2'})
const c = await inst.connect()
const S:Record<string,string>={
 full:`select provider, billing_account, currency, sum(billed) as b, min(day), coalesce(max(day) filter (where day <= '2026-11-24'::date), max(day)), sum(gap_lines), count(*)-count(effective), count(*)-count(contracted), count(*)-count(list) from cost_fact group by all`,
 dbl:`select provider, billing_account, currency, sum(billed::double) as b, min(day), coalesce(max(day) filter (where day <= '2026-11-24'::date), max(day)), max(gap_lines), count(*)-count(effective), count(*)-count(contracted), count(*)-count(list) from cost_fact group by all`,
 grp:`select provider, billing_account, currency, min(day), max(day) from cost_fact group by all`,
 faults:`select max(gap_lines), count(*)-count(effective), count(*)-count(contracted), count(*)-count(list) from cost_fact`,
 faults2:`select exists(select 1 from cost_fact where gap_lines > 0), exists(select 1 from cost_fact where effective is null), exists(select 1 from cost_fact where contracted is null),exists(select 1 from cost_fact where list is null)`,
 cur:`select currency, sum(billed::double) from cost_fact group by all`,
 others:`select currency, sum(effective) from cost_fact where day >= '2026-08-26' and day < '2026-11-24' and currency in ('EUR','GBP') and team='team-1' and charge_category not in ('Tax') group by all`,
 exists:`select 1 from cost_fact where day >= '2026-08-26' and day < '2026-11-24' and currency = 'USD' and team='team-1' and charge_category not in ('Tax') limit 1`,
}
const T:Record<string,number[]>={}
for(let i=0;i<7;i++) for(const [k,f] of Object.entries(S)){const t=performance.now(); await c.runAndReadAll(f); (T[k]??=[]).push(performance.now()-t)}
for(const [k,a] of Object.entries(T)) console.log(k.padEnd(14),a.toSorted((x,y)=>x-y)[3]!.toFixed(1), 'min',Math.min(...a).toFixed(1))
