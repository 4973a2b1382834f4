import { isRest, type Series } from './chart-model.ts'

/** The name of a series; what gathers all others is set apart from values, which may have any name. */
export function SeriesName({ series }: { readonly series: Pick<Series, 'key' | 'label'> }) {
  return <bdi className={isRest(series) ? 'truncate rest' : 'truncate'}>{series.label}</bdi>
}
