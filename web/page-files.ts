import type { Plugin } from 'vite'

/** The module of each page that is loaded when it is opened. */
const PAGES: Readonly<Record<string, string>> = {
  explore: 'explorer/explorer-page.tsx',
  recommendations: 'recommendations/recommendations-page.tsx',
  anomalies: 'anomalies/anomalies-page.tsx',
  budgets: 'budgets/budgets-page.tsx',
  teams: 'teams/teams-page.tsx',
  ml: 'ml/ml-page.tsx',
  commitments: 'commitments/commitments-page.tsx',
  reports: 'reports/reports-page.tsx',
  sources: 'sources/sources-page.tsx',
}

interface Chunk {
  readonly type: 'chunk'
  readonly fileName: string
  readonly facadeModuleId: string | null
  readonly imports: readonly string[]
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> }
}

/**
 * Writes an HTML file a page beside `index.html` that also names the page's own files, so that a browser asks for all
 * of them at once and not after the first have run.
 */
export function pageFiles(): Plugin {
  return {
    name: 'outlay-page-files',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const index = bundle['index.html']
        if (index?.type !== 'asset') return
        const html = String(index.source)
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk') as readonly Chunk[]
        for (const [page, module] of Object.entries(PAGES)) {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/features/${module}`))
          if (chunk === undefined) this.error(`The page ${page} has no file: is ${module} still its module?`)
          const links = ownFiles(chunk, chunks)
            .filter((file) => !html.includes(file))
            .map(linkTo)
          this.emitFile({
            type: 'asset',
            fileName: `${page}.html`,
            source: html.replace('</head>', `${links.join('')}</head>`),
          })
        }
      },
    },
  }
}

function ownFiles(chunk: Chunk, chunks: readonly Chunk[], seen = new Set<string>()): readonly string[] {
  if (seen.has(chunk.fileName)) return []
  seen.add(chunk.fileName)
  const imported = chunks.filter(({ fileName }) => chunk.imports.includes(fileName))
  const styles = [...(chunk.viteMetadata?.importedCss ?? [])]
  return [chunk.fileName, ...styles, ...imported.flatMap((each) => ownFiles(each, chunks, seen))]
}

function linkTo(file: string): string {
  return file.endsWith('.css')
    ? `<link rel="preload" as="style" href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`
}
