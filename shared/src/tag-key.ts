/**
 * One name for the spellings of a tag key that clouds use for the same tag: `Team`, `team`, `user:Team` (AWS console),
 * `user_team` (CUR 2.0), `resourceTags/user:Team` (CUR legacy) are all `team`. Keys that a provider sets itself
 * (`aws:createdBy`) keep their prefix: they are other tags.
 */
export function foldTagKey(key: string): string {
  return key.toLowerCase().replace(PREFIX, '')
}

const PREFIX = /^(?:resourcetags\/)?user[:_]/

/** SQL expression of the same fold over an expression that gives a key. */
export function foldTagKeySql(expression: string): string {
  return `regexp_replace(lower(${expression}), '${PREFIX.source.replaceAll('\\/', '/')}', '')`
}
