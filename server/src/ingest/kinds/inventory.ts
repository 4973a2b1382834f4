import { defineSideKind } from './side-kind.ts'
import { firstReason, plausibleTime, reason } from './validation.ts'

const BYTES_MAX = 65_536
const DEPTH_MAX = 8

/** Brackets of the text in order, both kinds as braces; those within strings are gone. */
const BRACES = `translate(regexp_replace(regexp_replace(attributes, '"(\\\\.|[^"\\\\])*"', '', 'g'), '[^\\[\\]{}]', '', 'g'), '[]', '{}')`

/** What a resource is, as last seen. */
export const inventory = defineSideKind({
  id: 'inventory',
  columns: [
    { name: 'resource_id', type: 'text', required: true },
    { name: 'resource_type', type: 'text', required: true },
    { name: 'state', type: 'text' },
    { name: 'observed_at', type: 'time', required: true },
    { name: 'attributes', type: 'json', required: true },
  ],
  key: ['resource_id'],
  validate: firstReason([
    plausibleTime('observed_at'),
    reason(`strlen(attributes) > ${BYTES_MAX}`, `'attributes are longer than ${BYTES_MAX} bytes'`),
    reason(`not json_valid(attributes)`, `'attributes are not JSON'`),
    reason(`json_type(attributes) <> 'OBJECT'`, `'attributes are not a JSON object'`),
    reason(
      `${innermostRemoved(BRACES, DEPTH_MAX)} <> ''`,
      `'attributes are nested deeper than ${DEPTH_MAX} levels'`,
    ),
  ]),
})

/** Takes away one level of nesting, from the inside, as often as levels are allowed. */
function innermostRemoved(braces: string, levels: number): string {
  return levels === 0 ? braces : `replace(${innermostRemoved(braces, levels - 1)}, '{}', '')`
}
