/** Hatches that all charts of the page share: no value, and period in progress. */
export function Patterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern
          id="hatch-absent"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="hatch-base" />
          <rect width="3" height="6" className="hatch-stripe" />
        </pattern>
        <pattern
          id="hatch-partial"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="3" height="6" className="hatch-veil" />
        </pattern>
      </defs>
    </svg>
  )
}
