import { foldTagKeySql } from '@outlay/shared/tag-key'
import { runStemSql } from '../rules/ml/training-on-spot.ts'

const tagOf = (parameter: string) =>
  `list_filter(map_entries(tags), lambda entry: list_contains(string_split(${parameter}, chr(10)), ${foldTagKeySql('entry.key')}) and entry.value <> '')[1]`

const JOB = `nullif(regexp_extract(resource, '(?:training-job|hyper-parameter-training-job|customJobs|trainingPipelines|nasJobs|hyperparameterTuningJobs|/jobs)/([^/]+)', 1), '')`

/** Lines of a run by tag or id, and training without either as one row with `run` null. */
export const RUNS = `tagged as (
  select *, ${tagOf('$run_tags')} as run_tag, ${tagOf('$experiment_tags')}.value as experiment, ${JOB} as job
  from line
),
run_line as (
  select *, coalesce(run_tag.value, job) as run, case when run_tag.value is not null then ${foldTagKeySql('run_tag.key')} when job is not null then 'resource' end as named_by
  from tagged
  where run_tag.value is not null or job is not null or class = 'training'
),
by_machine as (
  select provider, resource, sum(idle) as idle, sum(useful_hours) as useful_hours, sum(measured_hours) as measured_hours
  from gpu_split
  where resource is not null
  group by provider, resource
),
run as (
  select provider, run, named_by, max(experiment) as experiment, any_value(resource) as resource, max(machine_type) as machine_type, max(model) as model,
    arg_max(team, day) as team, min(day) as first_day, max(day) as last_day, sum(machine_hours)::double as machine_hours,
    coalesce(sum(gpu_hours), 0)::double as gpu_hours, sum(cost) as cost, coalesce(sum(cost) filter (where pricing_category = 'Dynamic'), 0) as spot_cost,
    ${runStemSql(`coalesce(any_value(resource_name), run)`)} as stem, list(distinct resource) filter (where resource is not null) as resources
  from run_line
  group by provider, run, named_by
),
measured_run as (
  select provider, run, named_by, sum(idle) as idle, sum(useful_hours)::double as useful_hours, sum(by_machine.measured_hours)::double as measured_hours
  from (select provider, run, named_by, unnest(resources) as resource from run) as used
  join by_machine using (provider, resource)
  group by all
),
state as (
  select case when starts_with(lower(resource_id), '/subscriptions/') then lower(resource_id) else resource_id end as resource, lower(arg_max(state, observed_at)) as state
  from inventory
  group by all
)
select run.* exclude (resources, stem), coalesce(idle, 0) as idle, useful_hours, measured_hours, state.state,
  case when run.run is null then 1 else row_number() over (partition by run.provider, stem, team, first_day, run.run is null order by run.run) end as attempt
from run
left join measured_run on measured_run.provider = run.provider and measured_run.run is not distinct from run.run and measured_run.named_by is not distinct from run.named_by
left join state on state.resource = run.resource
order by last_day desc, run.cost desc, run.run`
