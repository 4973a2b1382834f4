import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/root.mjs'

// Everything a change must pass: format and lint, types, dead code, unit, web, system and browser tests.
ensureInstalled()
const bin = (name) => join(root, 'node_modules/.bin', name)
const tally = { passed: 0, failed: 0, skipped: 0 }

check('format and lint', bin('biome'), ['ci', '--error-on-warnings', '.'])
check('types of server, shared, data and tests', bin('tsc'), ['-p', 'tsconfig.json'])
check('types of web and browser tests', bin('tsc'), ['-p', 'web/tsconfig.json'])
check('no dead code, no undeclared dependency', bin('knip'), [])
await ensureBuilt()

const browser = ensureBrowser()
const scratch = mkdtempSync(join(tmpdir(), 'outlay-test-'))
const report = join(scratch, 'report.json')
const run = spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      OUTLAY_LOG: 'silent',
      ...(browser === undefined ? {} : { OUTLAY_BROWSER: browser }),
    },
  },
)
count(report, run.status)
rmSync(scratch, { recursive: true, force: true })

const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`)
process.exit(tally.failed === 0 ? 0 : 1)

function check(name, command, args) {
  const started = Date.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  tally[status === 0 ? 'passed' : 'failed'] += 1
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

function count(path, status) {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8'))
    tally.passed += result.numPassedTests
    tally.failed += result.numFailedTests
    tally.skipped += result.numPendingTests + result.numTodoTests
    namesOfSkipped(result)
    if (status !== 0 && result.numFailedTests === 0) tally.failed += 1
  } catch {
    console.log('The test runner ended without a report.')
    tally.failed += 1
  }
}

function namesOfSkipped(result) {
  for (const file of result.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`)
    }
  }
}
