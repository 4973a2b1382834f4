import { z } from 'zod'

/** Settings of every spot rule; a rule puts its own beside them. */
export const spotSettings = {
  days: z.number().min(1).max(60).default(14).describe('Days that the work has been there, at least'),
  min_eligibility: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .describe('Least probability, by its behaviour, that the work may be interrupted'),
  checkpoint_minutes: z
    .number()
    .min(0)
    .max(1440)
    .default(0)
    .describe(
      'Minutes between the checkpoints that training writes today; 0: none, the best interval is set up',
    ),
  task_hours: z
    .number()
    .min(0.1)
    .max(72)
    .default(1)
    .describe('Hours of work that an interruption starts anew'),
}
