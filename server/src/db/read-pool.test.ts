import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import { createReadPool } from './read-pool.ts'

let instance: DuckDBInstance

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
})

const open = () => ({ connect: () => instance.connect() })

function gate() {
  let release = () => {}
  const opened = new Promise<void>((resolve) => {
    release = resolve
  })
  return { opened, release: () => release() }
}

test('runs as many at once as it has connections, and the rest later', async () => {
  const pool = createReadPool(open(), { connections: 2 })
  const door = gate()
  const order: number[] = []
  const work = (id: number) => async () => {
    order.push(id)
    await door.opened
  }

  const all = Promise.all([1, 2, 3, 4].map((id) => pool.run(work(id))))
  await new Promise((resolve) => setImmediate(resolve))
  expect(pool.stats).toMatchObject({ running: 2, queued: 2 })
  door.release()
  await all

  expect(order.toSorted()).toEqual([1, 2, 3, 4])
  expect(pool.stats).toMatchObject({ running: 0, queued: 0, finished: 4 })
})

test('refuses what does not fit into the queue', async () => {
  const pool = createReadPool(open(), { connections: 1, queueMax: 1 })
  const door = gate()
  const running = [pool.run(() => door.opened), pool.run(async () => undefined)]

  await expect(pool.run(async () => undefined)).rejects.toMatchObject({ code: 'BUSY', status: 503 })

  door.release()
  await Promise.all(running)
})

test('interrupts what takes too long and serves the next', async () => {
  const pool = createReadPool(open(), { connections: 1, timeoutMs: 500 })

  const long = pool.run((connection) =>
    connection.run('select count(*) from range(100000000) a, range(1000000) b'),
  )

  await expect(long).rejects.toMatchObject({ code: 'BUSY' })
  const reader = await pool.run((connection) => connection.runAndReadAll('select 1::integer'))
  expect(reader.getRowsJson()).toEqual([[1]])
  expect(pool.stats.interrupted).toBe(1)
})

test('stops what nobody waits for any more, running or queued', async () => {
  const pool = createReadPool(open(), { connections: 1 })
  const [first, second] = [new AbortController(), new AbortController()]
  const running = pool.run(
    (connection) => connection.run('select count(*) from range(100000000) a, range(1000000) b'),
    first.signal,
  )
  const queued = pool.run(async () => 'never', second.signal)

  second.abort()
  await expect(queued).rejects.toMatchObject({ code: 'BUSY' })
  first.abort()
  await expect(running).rejects.toMatchObject({ code: 'BUSY' })

  await expect(pool.run(async () => 'next')).resolves.toBe('next')
  await expect(pool.run(async () => 'gone', second.signal)).rejects.toMatchObject({ code: 'BUSY' })
})

test('a failure leaves the pool usable', async () => {
  const pool = createReadPool(open(), { connections: 1 })

  await expect(pool.run((connection) => connection.run('select nonsense'))).rejects.toThrow()

  await expect(pool.run(async () => 'fine')).resolves.toBe('fine')
})

test('closing waits for what runs and refuses what waits', async () => {
  const pool = createReadPool(open(), { connections: 1 })
  const door = gate()
  const running = pool.run(() => door.opened)
  const waiting = pool.run(async () => undefined)
  const closing = pool.close()

  await expect(waiting).rejects.toMatchObject({ code: 'BUSY' })
  door.release()
  await Promise.all([running, closing])
  await expect(pool.run(async () => undefined)).rejects.toMatchObject({ code: 'BUSY' })
})
