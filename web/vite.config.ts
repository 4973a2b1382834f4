import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pageFiles } from './page-files.ts'

const api = process.env['OUTLAY_API'] ?? 'http://127.0.0.1:4400'

/** What every page needs of libraries, and the parts of them that only later pages do. */
const VENDOR = /node_modules\/(react|react-dom|scheduler|@tanstack)\//
const LATER = /virtual|mutationObserver|queriesObserver|useMutation|useQueries/
/** Modules of ours that every page needs, and that later pages need as well: one file packs tighter than one each. */
const GROUND =
  /(web|shared)\/src\/(main|router|dimensions|period|group-by|lib\/(?!change|drill|clipboard|working|use-local)|components\/(layout|ui\/(?!dialog|select-field|segments|warnings|working-|report-note|name-dialog))|components\/charts\/(?!rich|legend)|features\/(access|overview\/(?!teams|more|movers|facts|forecast|needs|daily-extras|daily-marks|daily-tools|engine|use-|mini|marked|against)))/

export default defineConfig({
  plugins: [react(), pageFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content policy allows only files of our own origin, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // One file of what every page needs packs tighter than ten, and outlives a change of ours in the cache.
        codeSplitting: {
          groups: [
            { name: 'vendor', test: (id: string) => VENDOR.test(id) && !LATER.test(id) },
            { name: 'ground', test: GROUND },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The server checks Host and Origin, so the proxy speaks as a page of the server's own.
    proxy: { '/api': { target: api, changeOrigin: true, headers: { origin: api } } },
  },
})
