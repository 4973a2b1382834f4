import { AppError } from '../../errors.ts'
import { StageRequest } from '../staged.ts'
import { messageOf } from './file-error.ts'
import type { ChildMessage } from './message.ts'
import { type StageDeps, stageDelivery } from './stage-delivery.ts'

/** Entry of the child process: one request over IPC, progress and one answer back. It ends with its parent. */
export function runChild(deps: Omit<StageDeps, 'onProgress'>): void {
  process.on('disconnect', () => process.exit(1))
  process.once('message', (message) => {
    void answer(message, deps)
  })
}

async function answer(message: unknown, deps: Omit<StageDeps, 'onProgress'>): Promise<void> {
  try {
    await stageDelivery(StageRequest.parse(message), {
      ...deps,
      onProgress: (progress) => tell({ type: 'progress', ...progress }),
    })
    await tellAndWait({ type: 'done' })
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'INTERNAL'
    await tellAndWait({ type: 'failed', code, message: messageOf(error) })
  }
  process.exit(0)
}

function tell(message: ChildMessage): void {
  process.send?.(message)
}

function tellAndWait(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve()
    else process.send(message, undefined, undefined, () => resolve())
  })
}
