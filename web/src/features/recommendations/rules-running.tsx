import { useEffect, useState } from 'react'
import { Skeleton } from '../../components/ui/states.tsx'

/** While the answer is under way: the first after a new bill runs every rule, which takes a while and says so. */
export function RulesRunning() {
  const seconds = useSeconds()
  return (
    <>
      <div className="running">
        {seconds > 0 && (
          <>
            <p role="status">The rules are running over the bill.</p>
            <p className="muted">
              Only the first question after a new bill or a new setting waits for them.{' '}
              <span aria-hidden="true">{seconds} s</span>
            </p>
            <div className="running-track" aria-hidden="true" />
          </>
        )}
      </div>
      <Skeleton height={150} />
      <Skeleton height={64} />
      <Skeleton height={480} />
    </>
  )
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return seconds
}
