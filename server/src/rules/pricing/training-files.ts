/** SQL over `service` and `usage_type`: the storage of an FSx file system that is made for training. */
export const TRAINING_FILES = `(service ilike '%fsx%' and usage_type ilike '%PersistentStorage%' or regexp_matches(concat_ws(' ', service, usage_type), '(?i)FSx.*(PersistentStorage|ScratchStorage|Lustre)|Azure Managed Lustre'))`
