import { spawn } from 'node:child_process'

const PATIENCE_MS = 5_000

/**
 * Runs `node <args>` and ends it with whoever holds our stdin: a test run that is killed closes that pipe, whatever killed
 * it, so that no server outlives its run.
 */
const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'] })
child.once('close', (code) => process.exit(code ?? 1))
process.stdin.once('end', end).once('error', end).resume()
process.on('SIGTERM', end)
process.on('SIGINT', end)

function end() {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
}
