import { expect, test } from 'vitest'
import { createCollectJobs } from './collect-jobs.ts'

const summary = { runs: [], exitCode: 0 }

test('a job that runs is kept however many end after it, and waited for', async () => {
  const jobs = createCollectJobs()
  let finish = () => {}
  const long = jobs.add(['slow'], new Promise((resolve) => (finish = () => resolve(summary))))
  const short = Array.from({ length: 60 }, () => jobs.add(['fast'], Promise.resolve(summary)))
  await Promise.all(short.map(({ work }) => work))
  let settled = false
  const all = jobs.settled().then(() => {
    settled = true
  })
  await Promise.resolve()

  expect(jobs.find(long.id)).toMatchObject({ sources: ['slow'], done: false })
  expect(() => jobs.find(short[0]?.id ?? '')).toThrow(/Start collect again/)
  expect(jobs.find(short.at(-1)?.id ?? '').done).toBe(true)
  expect(settled).toBe(false)
  finish()
  await all
  expect(jobs.find(long.id).done).toBe(true)
})

test('a job that fails has ended, and keeps what it failed with', async () => {
  const jobs = createCollectJobs()
  const { id } = jobs.add(['broken'], Promise.reject(new Error('disk full')))

  await jobs.settled()

  expect(jobs.find(id).done).toBe(true)
  await expect(jobs.find(id).work).rejects.toThrow('disk full')
})
