import pino from 'pino'

export type Logger = pino.Logger

/** One JSON line an event on stderr; stdout belongs to answers. */
export function createLogger(level = process.env['OUTLAY_LOG'] ?? 'info'): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}

export const silentLogger: Logger = pino({ level: 'silent' })
