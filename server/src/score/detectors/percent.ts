/** A share as whole percents or with digits behind the point; a dash where there is none. */
export function percent(share: number, digits = 0): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)} %`
}
