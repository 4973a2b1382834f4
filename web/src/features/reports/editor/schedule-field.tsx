import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { MONTH_DAY_MAX, WEEKDAYS } from '@outlay/shared/report-definitions'
import { ordinal, scheduleInWords } from '@outlay/shared/report-schedule'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { type Draft, scheduleOf } from './draft.ts'

interface ScheduleProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly meta: ReportsAnswer['meta']
}

const BY_HAND = ''
const MONTH_DAYS = Array.from({ length: MONTH_DAY_MAX }, (_, index) => String(index + 1))

/** When it leaves, said in words below. */
export function ScheduleField({ draft, change, meta }: ScheduleProps) {
  const kind = meta.types.find(({ type }) => type === draft.type)?.kind ?? 'week'
  const schedule = scheduleOf(draft)
  return (
    <fieldset className="field report-schedule">
      <legend className="field-label">Schedule</legend>
      <div className="report-schedule-grid">
        <SelectField
          label={kind === 'week' ? 'Day of the week' : 'Day of the month'}
          value={draft.day}
          options={[BY_HAND, ...WEEKDAYS, ...(kind === 'month' ? MONTH_DAYS : [])]}
          text={(day) => dayText(day, kind)}
          onChange={(day) => change({ day })}
        />
        {schedule !== null && (
          <label className="field">
            <span className="field-label">Time</span>
            <input
              type="text"
              inputMode="numeric"
              required
              pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
              title="08:00"
              value={draft.time}
              onChange={({ target }) => change({ time: target.value })}
            />
          </label>
        )}
        {schedule !== null && <ZoneField draft={draft} change={change} />}
      </div>
      <p className="field-hint">
        {schedule === null ? 'It is sent by hand alone.' : `${scheduleInWords(kind, schedule)}.`}
      </p>
      {schedule !== null && (
        <label className="report-check">
          <input
            type="checkbox"
            checked={draft.paused}
            onChange={({ target }) => change({ paused: target.checked })}
          />{' '}
          Paused
        </label>
      )}
    </fieldset>
  )
}

function ZoneField({ draft, change }: Omit<ScheduleProps, 'meta'>) {
  return (
    <label className="field">
      <span className="field-label">Time zone</span>
      <input
        type="text"
        list="report-zones"
        spellCheck={false}
        value={draft.timezone}
        onChange={({ target }) => change({ timezone: target.value })}
      />
      <datalist id="report-zones">
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </label>
  )
}

function dayText(day: string, kind: 'week' | 'month'): string {
  if (day === BY_HAND) return 'Not by itself'
  if (/^\d+$/.test(day)) return `The ${ordinal(Number(day))}`
  const name = `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`
  return kind === 'week' ? name : `First ${name}`
}
