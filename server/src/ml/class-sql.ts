import { WORDS } from './ml-words.ts'
import { IS_TOKENS } from './token-models.ts'

const USAGE = `lower(coalesce(usage_type, ''))`
const has = (words: string) => `regexp_matches(words, '${words}')`

/** What a machine is for, by the words of its name, id and tags. */
const PURPOSE = `case when ${has(WORDS.notebook)} then 'notebooks' when ${has(WORDS.inference)} then 'inference'
    when ${has(WORDS.training)} then 'training' else 'other' end`

/**
 * SQL: the class of a thing of the bill, null for what is no ML. The order is that of CLASS_DEFINITIONS. Sources of the
 * usage types: CUDOS (SageMaker), Cloud Billing SKUs (Vertex AI), Azure meters.
 */
export const CLASS = `case
  when ${IS_TOKENS} then case
    when regexp_matches(${USAGE}, 'fine-?tun|customi[sz]ation|training') then 'training'
    when regexp_matches(${USAGE}, 'storage|hosting-?month') then 'storage'
    else 'tokens' end
  when role = 'notebook' then 'notebooks'
  when role = 'endpoint' then 'inference'
  when role = 'training' then 'training'
  when role = 'batch' then if(regexp_matches(${USAGE}, 'tsform|batch prediction'), 'inference', 'data')
  when role = 'compute' then if(regexp_matches(lower(coalesce(resource_type, '')), 'compute instance|notebook'), 'notebooks', 'training')
  when is_ml_service then case
    when regexp_matches(${USAGE}, 'feature ?store|ground ?truth|label|wrangler|processing|pipeline|dataset|data prep') then 'data'
    when regexp_matches(${USAGE}, 'volume|storage|snapshot') then 'storage'
    when regexp_matches(${USAGE}, 'notebk|notebook|studio|workbench|colab') then 'notebooks'
    when regexp_matches(${USAGE}, 'train|trspt|tuning') then 'training'
    when regexp_matches(${USAGE}, 'host|hst|predict|infer|endpoint') then 'inference'
    else 'other' end
  when is_gpu then ${PURPOSE}
  when is_of_gpu then case
    when is_storage then 'storage'
    when regexp_matches(${USAGE}, 'transfer|bytes|egress|network|bandwidth') then 'data'
    else ${PURPOSE} end
  when is_gpu_disk or is_training_files then 'storage'
  when is_storage and (${has(WORDS.ml)} or ${has(WORDS.data)} or ${has(WORDS.training)} or ${has(WORDS.inference)})
    then if(${has(WORDS.data)}, 'data', 'storage')
  end`
