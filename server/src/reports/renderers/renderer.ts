import type { ReportModel } from '@outlay/shared/reports'

/** Where the links of a rendering lead; without a public address there are none. */
export interface ReportLinks {
  readonly publicUrl: string | null
  /** Path of the kept run; null for a preview. */
  readonly permalink: string | null
}

/** A form of a report. All are made of the model alone, so that they hold the same figures. */
export interface Renderer {
  readonly id: 'html' | 'md' | 'txt' | 'slack' | 'json' | 'csv'
  /** Of a file that `--out` names. */
  readonly extension: string
  readonly contentType: string
  render(model: ReportModel, links: ReportLinks): Promise<string>
}

export function urlTo({ publicUrl }: ReportLinks, path: string | null): string | null {
  return publicUrl === null || path === null ? null : `${publicUrl.replace(/\/+$/, '')}${path}`
}
