import type { RecommendationGrade } from '@outlay/shared/recommendations'
import { GRADE } from './words.ts'

/** How a finding is known, as a word; its meaning is a hint and is read out. */
export function GradeChip({ grade }: { readonly grade: RecommendationGrade }) {
  const { name, meaning, tone } = GRADE[grade]
  return (
    <span className={`grade grade-${tone}`} title={`Grade ${grade}: ${meaning}`}>
      {name}
      <span className="sr-only">: {meaning}</span>
    </span>
  )
}
