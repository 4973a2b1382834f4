import type {
  CollectFault,
  CollectPartState,
  CollectProgress,
  CollectRun,
  CollectState,
} from '@outlay/shared/collect'
import { formatCount, formatInstant, formatMoney } from '../../../lib/format.ts'

export type Tone = 'good' | 'warning' | 'critical' | 'quiet'

const TRIGGER: Record<CollectRun['trigger'], string> = {
  schedule: 'by schedule',
  'catch-up': 'caught up after downtime',
  person: 'by hand',
}
const STAGE: Record<CollectProgress['stage'], string> = {
  reading: 'reading',
  staging: 'checking',
  applying: 'bringing in',
}
const RUN_TONE: Record<CollectRun['state'], Tone> = {
  ok: 'good',
  failed: 'critical',
  stopped: 'warning',
  interrupted: 'warning',
}
/** Requests are priced in it, whatever the bill's currency. */
const REQUEST_CURRENCY = 'USD'

/** When a source runs next, beside a run that may be on its way. */
export function nextRunText({ running, nextRunAt }: CollectState, now: Date): string {
  if (running !== null) return 'after the run that is on its way'
  if (nextRunAt === null) return 'when somebody asks for it'
  return Date.parse(nextRunAt) <= now.getTime() ? 'within a minute' : formatInstant(nextRunAt)
}

/** What a source is like, in a word: that of its last run, or what it does now. */
export function sourceWord({ running, runs }: CollectState): { readonly word: string; readonly tone: Tone } {
  if (running !== null) return { word: 'collecting', tone: 'quiet' }
  const [last] = runs
  if (last === undefined) return { word: 'never collected', tone: 'quiet' }
  const lacks = last.state === 'ok' && last.parts.some(({ fault }) => fault !== null)
  return lacks ? { word: 'ok in part', tone: 'warning' } : { word: last.state, tone: RUN_TONE[last.state] }
}

export function runTone(state: CollectRun['state']): Tone {
  return RUN_TONE[state]
}

export function triggerText(trigger: CollectRun['trigger']): string {
  return TRIGGER[trigger]
}

/** `Costs: reading 2026-10`. */
export function stageText({ title, stage, window }: CollectProgress): string {
  return title === '' ? 'Starting' : `${title}: ${STAGE[stage]}${window === '' ? '' : ` ${window}`}`
}

/** What came so far and how long it still takes: `2 pages · 1,204 rows · $12.50 billed · 3 of 13 windows · about 2 min left`. */
export function progressFacts(progress: CollectProgress): string {
  const { pages, rows, billed, windowsDone, windowsOf, etaSeconds, text } = progress
  return [
    pages > 0 && `${formatCount(pages)} ${pages === 1 ? 'page' : 'pages'}`,
    `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`,
    ...billedTexts(billed).map((amount) => `${amount} billed`),
    windowsOf > 0 && `${formatCount(windowsDone)} of ${formatCount(windowsOf)} windows`,
    etaSeconds !== null && `about ${durationText(etaSeconds)} left for this part`,
    text !== null && text,
  ]
    .filter((part) => part !== false)
    .join(' · ')
}

/** `40 s`, `3 min`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(Math.round(seconds), 1)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}

/** How long a run took; null where it never came to its end. */
export function tookText({ startedAt, endedAt }: CollectRun): string | null {
  return endedAt === null ? null : durationText((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)
}

/** Rows that a run read, whether they changed anything or not, and their billed cost; or that all was as before. */
export function readTexts({ endedAt, rows, billed, parts, fault }: CollectRun): readonly string[] {
  if (endedAt === null) return ['unknown']
  const changed = parts.some(({ published, held }) => published + held > 0)
  if (!changed && fault === null) return ['nothing new']
  return [`${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`, ...billedTexts(billed)]
}

/** `12 paid, 3 free`. */
export function requestsText({ requests, freeRequests }: CollectRun): string {
  if (requests === 0) return `${formatCount(freeRequests)} free`
  return freeRequests === 0
    ? `${formatCount(requests)} paid`
    : `${formatCount(requests)} paid, ${formatCount(freeRequests)} free`
}

export function requestCostText({ requestCost }: CollectRun): string {
  return formatMoney(requestCost, REQUEST_CURRENCY)
}

/** What came of a part's windows: `3 in, 10 unchanged`. */
export function windowsText(part: CollectPartState): string {
  const { published, unchanged, empty, held, failed } = part
  const counts: readonly (readonly [number, string])[] = [
    [published, 'in'],
    [unchanged, 'unchanged'],
    [empty, 'empty'],
    [held, 'held'],
    [failed, 'failed'],
  ]
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`)
  return told.length === 0 ? 'nothing to read' : told.join(', ')
}

/** A fault's message without what stands beside it: the cloud's code, what to grant, and the chapter. */
export function faultText({ message, vendorCode, grant, help }: CollectFault): string {
  const beside = [
    vendorCode !== null && ` [${vendorCode}]`,
    grant !== null && ` Needed: ${grant}.`,
    ` See docs/operations.md#${help}.`,
  ]
  return beside.reduce<string>((text, part) => (part === false ? text : text.replace(part, '')), message)
}

/** `not enabled`. */
export function kindText({ kind }: CollectFault): string {
  return kind.replaceAll('_', ' ')
}

function billedTexts(billed: CollectRun['billed']): readonly string[] {
  return Object.entries(billed).map(([currency, amount]) => formatMoney(amount, currency))
}
