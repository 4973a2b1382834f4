/** A form body as EC2 reads it: `VolumeId.1=a&VolumeId.2=b` is a list, `Filter.1.Name=x` a list of objects. */
export function parseForm(text: string): Record<string, unknown> {
  const root: Tree = {}
  for (const [path, value] of new URLSearchParams(text)) put(root, path.split('.'), value)
  return Object.fromEntries(Object.entries(root).map(([name, tree]) => [name, listsOf(tree)]))
}

interface Tree {
  [name: string]: Tree | string
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree[name] = value
    return
  }
  const inner = tree[name]
  const branch = typeof inner === 'object' ? inner : {}
  tree[name] = branch
  put(branch, rest, value)
}

function listsOf(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree
  const entries = Object.entries(tree).map(([name, value]) => [name, listsOf(value)] as const)
  const isList = entries.every(([name], index) => name === String(index + 1))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
