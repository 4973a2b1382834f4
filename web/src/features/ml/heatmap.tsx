import type { MlUtilisationAnswer } from '@outlay/shared/ml'
import { useState } from 'react'
import { MoreRows } from '../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatCount } from '../../lib/format.ts'
import { NoMetrics } from './gpu-machines.tsx'
import { Section } from './section.tsx'

const SHOWN = 16
/** Lower bounds of the five steps, percent. */
const STEPS = [0, 5, 25, 50, 70] as const

/** GPU utilisation by machine and hour of the day. */
export function Heatmap() {
  return (
    <Section
      id="ml-heat"
      title="When GPUs work"
      about="Mean gpu_utilization by machine and hour of the day (UTC) over the period, the dearest machines first. Days with one sample only are left out."
      section="gpu/utilisation"
      height={420}
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer: { machines, unmeasured } }: { readonly answer: MlUtilisationAnswer }) {
  const [all, setAll] = useState(false)
  if (machines.length === 0) return <NoMetrics />
  const visible = all ? machines : machines.slice(0, SHOWN)
  return (
    <>
      <ul className="ml-heat-legend" aria-label="Steps">
        {STEPS.map((from, index) => (
          <li key={from}>
            <span className={`ml-heat-key heat-${index}`} aria-hidden="true" /> {stepLabel(index)}
          </li>
        ))}
        <li>
          <span className="ml-heat-key heat-none" aria-hidden="true" /> no sample
        </li>
      </ul>
      <ScrollRegion label="GPU utilisation by machine and hour">
        <table className="ml-heat">
          <caption className="sr-only">GPU utilisation by machine and hour of the day, percent</caption>
          <thead>
            <tr>
              <th scope="col">Machine</th>
              {Array.from({ length: 24 }, (_, hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map(({ resource, name, hours }) => (
              <tr key={resource}>
                <th scope="row" title={resource}>
                  <bdi>{name ?? resource.split('/').at(-1)}</bdi>
                </th>
                {hours.map((mean, hour) => (
                  <td key={hour} className={mean === null ? 'heat-none' : `heat-${stepOf(mean)}`}>
                    {mean === null ? '' : Math.round(mean)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {machines.length > SHOWN && (
        <MoreRows shown={visible.length} total={machines.length} all={all} onAll={setAll} />
      )}
      {unmeasured > 0 && (
        <p className="ml-nothing muted">
          {formatCount(unmeasured)} {unmeasured === 1 ? 'machine has' : 'machines have'} no hourly
          gpu_utilization.
        </p>
      )}
    </>
  )
}

function stepOf(mean: number): number {
  return STEPS.findLastIndex((from) => mean >= from)
}

function stepLabel(index: number): string {
  const [from, to] = [STEPS[index], STEPS[index + 1]]
  return to === undefined ? `${from} % and more` : `${from} to ${to} %`
}
