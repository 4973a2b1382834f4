/** The list with the rule at `index` one place up (-1) or down (+1). */
export function moved<R>(list: readonly R[], index: number, step: -1 | 1): readonly R[] {
  const target = index + step
  const [rule, other] = [list[index], list[target]]
  if (rule === undefined || other === undefined) return list
  return list.map((each, place) => (place === index ? other : place === target ? rule : each))
}

/** The list with a rule of that key in place of the one before it, or at its end. */
export function withRule<R extends { readonly key?: string }>(list: readonly R[], rule: R): readonly R[] {
  return list.some(({ key }) => key === rule.key)
    ? list.map((each) => (each.key === rule.key ? rule : each))
    : [...list, rule]
}
