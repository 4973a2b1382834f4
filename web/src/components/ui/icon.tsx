const PATHS = {
  overview: 'M3 13h6V3H3zM11 17h6V9h-6zM11 3v4h6V3zM3 17h6v-2H3z',
  explore: 'M3 17V9M8 17V4M13 17v-6M18 17V7',
  savings: 'M3 5l5 5 3-3 6 6M17 8v5h-5M3 17h14',
  sources:
    'M3 5c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM3 5v10c0 1.7 3.1 3 7 3s7-1.3 7-3V5M3 10c0 1.7 3.1 3 7 3s7-1.3 7-3',
  pulse: 'M2 11h4l2.5-7 4 13 2.5-6h3',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 18h3M10 2v2',
  chip: 'M6 6h8v8H6zM8.5 6V3M11.5 6V3M8.5 17v-3M11.5 17v-3M3 8.5h3M3 11.5h3M14 8.5h3M14 11.5h3',
  promise: 'M5 3h7l3 3v11H5zM12 3v3h3M7.5 11.5l2 2 3.5-4',
  teams:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 3.9a3 3 0 0 1 0 5.2M15 12.6c1.7.6 2.8 1.9 3 3.9',
  report: 'M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.5 9h5M7.5 12h5M7.5 15h3',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  left: 'M12 4l-6 6 6 6',
  right: 'M8 4l6 6-6 6',
  down: 'M5 8l5 5 5-5',
  up: 'M5 12l5-5 5 5',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5l4 4 8-9',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M4.5 15.5l1.4-1.4M14.1 5.9l1.4-1.4',
  moon: 'M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z',
  system: 'M3 4h14v10H3zM7 17h6M10 14v3',
  help: 'M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM7.8 7.6A2.3 2.3 0 0 1 10 6c1.3 0 2.3.9 2.3 2.1 0 1.6-2.3 1.8-2.3 3.4M10 14.2v.1',
  download: 'M10 3v10M6 9.5l4 4 4-4M3 17h14',
  link: 'M8.5 11.5l3-3M7 9 4.8 11.2a2.8 2.8 0 0 0 4 4L11 13M9 7l2.2-2.2a2.8 2.8 0 0 1 4 4L13 11',
  code: 'M7 6 3 10l4 4M13 6l4 4-4 4',
  filter: 'M3 4h14l-5.5 6.5V16l-3 1.5v-7z',
  warning: 'M10 3 18 17H2zM10 8v4M10 14.4v.1',
  upload: 'M10 14V4M6 7.5l4-4 4 4M3 17h14',
  plus: 'M10 4v12M4 10h12',
  settings: 'M3 5.5h8M15 5.5h2M3 10h2M9 10h8M3 14.5h8M15 14.5h2M13 3.7v3.6M7 8.2v3.6M13 12.7v3.6',
  star: 'M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z',
} as const

export type IconName = keyof typeof PATHS

/** A line drawing beside a text; it has no name of its own. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
