import { defineConfig } from 'vitest/config'

// Vitest leaves one core free, which on two cores is half of the machine.
const WORKERS = 2
/** One after the other the groups run; within one, no worker waits for the last file of another project. */
const GROUPS = { unit: 1, others: 2 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server}/src/**/*.test.ts', 'data/**/*.test.ts'],
          globalSetup: ['test/bundle-children.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Half of the time went into loading the same modules again for every file.
          isolate: false,
          maxWorkers: WORKERS,
          sequence: { groupOrder: GROUPS.unit },
        },
      },
      {
        test: {
          name: 'web',
          root: './web',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          maxWorkers: WORKERS,
          sequence: { groupOrder: GROUPS.others },
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', '**/node_modules/**'],
          globalSetup: ['test/bundle-children.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: GROUPS.others },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: GROUPS.others },
        },
      },
    ],
  },
})
