import { expect, test } from 'vitest'
import { toBlocks } from './markdown-blocks.ts'

test('reads the blocks that the documentation uses', () => {
  const text = `# Title
Intro that
runs on.

- one
  continued
- two

| a | b |
|---|---|
| 1 | 2 |

\`\`\`sh
outlay costs
\`\`\`
`

  expect(toBlocks(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'paragraph', text: 'Intro that runs on.' },
    { kind: 'list', ordered: false, items: ['one continued', 'two'] },
    { kind: 'table', head: ['a', 'b'], rows: [['1', '2']] },
    { kind: 'code', text: 'outlay costs' },
  ])
})

test('a paragraph that links lead to has their name', () => {
  expect(toBlocks('<a id="collect-auth"></a>**auth**: the cloud\ndoes not know it.')).toEqual([
    { kind: 'paragraph', text: '**auth**: the cloud does not know it.', anchor: 'collect-auth' },
  ])
})
