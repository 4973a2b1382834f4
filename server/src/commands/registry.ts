import type { Command } from './command.ts'

/** In the order in which help lists them. Each is loaded once it is named: no command waits for what others need. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  import: async () => (await import('./import.ts')).importCommand,
  imports: async () => (await import('./imports.ts')).importsCommand,
  collect: async () => (await import('./collect.ts')).collectCommand,
  costs: async () => (await import('./costs.ts')).costsCommand,
  recommend: async () => (await import('./recommend.ts')).recommendCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  alerts: async () => (await import('./alerts.ts')).alertsCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  score: async () => (await import('./score.ts')).scoreCommand,
  rebuild: async () => (await import('./rebuild.ts')).rebuildCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
}
