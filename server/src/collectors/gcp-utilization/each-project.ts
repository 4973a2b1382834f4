import { CollectError } from '../collect-error.ts'
import type { CollectContext } from '../collector.ts'
import type { Project } from './projects.ts'

/**
 * One project after the other. A project that has the API switched off is left out, for most projects of a company run no
 * machines; where all have it off, that is the answer. Throws CollectError.
 */
export async function eachProject(
  context: Pick<CollectContext, 'log' | 'progress'>,
  projects: readonly Project[],
  work: (project: Project) => Promise<void>,
): Promise<void> {
  let off: CollectError | undefined
  let on = 0
  for (const project of projects) {
    context.progress(project.id)
    try {
      await work(project)
      on += 1
    } catch (error) {
      if (!(error instanceof CollectError) || error.kind !== 'not_enabled') throw error
      context.log.info(
        { project: project.id, grant: error.grant },
        'left out: the API is off in this project',
      )
      off = error
    }
  }
  if (on === 0 && off !== undefined) throw off
}
