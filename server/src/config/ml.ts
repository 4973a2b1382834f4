import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'

/** Tag keys that name a run of a training, unless the file names its own; the first that a resource carries counts. */
export const RUN_TAGS: readonly string[] = [
  ...['run', 'run-id', 'run_id', 'runid', 'mlflow.run_id', 'wandb_run', 'wandb-run-id', 'training-run'],
  ...['job-name', 'job_name', 'jobname', 'job', 'pipeline-run', 'ray-job', 'slurm_job_id'],
]

export const ml = z
  .strictObject({
    /** Tag keys that name a run; case and a prefix like `user:` do not matter. */
    runTags: z
      .array(z.string().trim().min(1))
      .min(1, 'name at least one tag key')
      .max(50, 'at most 50 tag keys')
      .refine((keys) => new Set(keys.map(foldTagKey)).size === keys.length, 'a tag key is there twice')
      .default([...RUN_TAGS]),
  })
  .prefault({})
