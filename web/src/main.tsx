import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient, metaOptions } from './lib/queries.ts'
import { watchParts } from './lib/server-state.ts'
import { createAppRouter } from './router.tsx'

const queryClient = createQueryClient()
watchParts(() => queryClient.fetchQuery({ ...metaOptions(), staleTime: 0, retry: false }))
const router = createAppRouter(queryClient)
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
