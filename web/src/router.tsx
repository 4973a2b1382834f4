import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router'
import { NotFound, PageError } from './components/layout/fallbacks.tsx'
import { Shell } from './components/layout/shell.tsx'
import { OverviewPage } from './features/overview/overview-page.tsx'
import { pagePart } from './lib/page-part.ts'
import { metaOptions, overviewOptions } from './lib/queries.ts'
import { parseView, serialiseView, type View } from './lib/view.ts'

interface RouterContext {
  readonly queryClient: QueryClient
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageError,
  // `parseSearch` below has already made a View of the address.
  validateSearch: (search): View => search as unknown as View,
  loader: ({ context }) => void context.queryClient.prefetchQuery(metaOptions()),
})

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: OverviewPage,
  loaderDeps: ({ search }) => ({ search }),
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(overviewOptions(deps.search)),
})

const exploreRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/explore',
  component: lazyRouteComponent(
    () => pagePart(import('./features/explorer/explorer-page.tsx')),
    'ExplorerPage',
  ),
})

const resourceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/resources/$id',
  component: lazyRouteComponent(
    () => pagePart(import('./features/resource/resource-page.tsx')),
    'ResourcePage',
  ),
})

const recommendationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recommendations',
  component: lazyRouteComponent(
    () => pagePart(import('./features/recommendations/recommendations-page.tsx')),
    'RecommendationsPage',
  ),
})

const rulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recommendations/rules',
  component: lazyRouteComponent(
    () => pagePart(import('./features/recommendations/rules/rules-page.tsx')),
    'RulesPage',
  ),
})

const recommendationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recommendations/$id',
  component: lazyRouteComponent(
    () => pagePart(import('./features/recommendations/detail/recommendation-page.tsx')),
    'RecommendationPage',
  ),
})

const anomaliesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/anomalies',
  component: lazyRouteComponent(
    () => pagePart(import('./features/anomalies/anomalies-page.tsx')),
    'AnomaliesPage',
  ),
})

const budgetsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/budgets',
  component: lazyRouteComponent(() => pagePart(import('./features/budgets/budgets-page.tsx')), 'BudgetsPage'),
})

const messagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/alerts/preview',
  component: lazyRouteComponent(
    () => pagePart(import('./features/budgets/samples/samples-page.tsx')),
    'SamplesPage',
  ),
})

const mlRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ml',
  component: lazyRouteComponent(() => pagePart(import('./features/ml/ml-page.tsx')), 'MlPage'),
})

const commitmentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/commitments',
  component: lazyRouteComponent(
    () => pagePart(import('./features/commitments/commitments-page.tsx')),
    'CommitmentsPage',
  ),
})

const teamsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/teams',
  component: lazyRouteComponent(() => pagePart(import('./features/teams/teams-page.tsx')), 'TeamsPage'),
})

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  component: lazyRouteComponent(() => pagePart(import('./features/sources/sources-page.tsx')), 'SourcesPage'),
})

const changesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/changes',
  component: lazyRouteComponent(() => pagePart(import('./features/changes/changes-page.tsx')), 'ChangesPage'),
})

const unitCostsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit-costs',
  component: lazyRouteComponent(
    () => pagePart(import('./features/unit-costs/unit-costs-page.tsx')),
    'UnitCostsPage',
  ),
})

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  component: lazyRouteComponent(() => pagePart(import('./features/reports/reports-page.tsx')), 'ReportsPage'),
})

const reportPreviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$id/preview',
  component: lazyRouteComponent(() => pagePart(import('./features/reports/preview-page.tsx')), 'PreviewPage'),
})

const reportRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$id/runs/$run',
  component: lazyRouteComponent(() => pagePart(import('./features/reports/run-page.tsx')), 'RunPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(
    () => pagePart(import('./features/settings/settings-page.tsx')),
    'SettingsPage',
  ),
})

const guideRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/match-your-console',
  component: lazyRouteComponent(() => pagePart(import('./features/guide/guide-page.tsx')), 'GuidePage'),
})

const operationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/operations',
  component: lazyRouteComponent(
    () => pagePart(import('./features/guide/operations-page.tsx')),
    'OperationsPage',
  ),
})

/** The pages that exist, and the address bar as the only place of the view's state. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      overviewRoute,
      exploreRoute,
      resourceRoute,
      recommendationsRoute,
      rulesRoute,
      recommendationRoute,
      anomaliesRoute,
      budgetsRoute,
      messagesRoute,
      mlRoute,
      commitmentsRoute,
      teamsRoute,
      sourcesRoute,
      changesRoute,
      unitCostsRoute,
      reportsRoute,
      reportPreviewRoute,
      reportRunRoute,
      settingsRoute,
      guideRoute,
      operationsRoute,
    ]),
    context: { queryClient },
    ...(history !== undefined && { history }),
    parseSearch: (text) => parseView(text) as unknown as Record<string, unknown>,
    stringifySearch: (search) => serialiseView(search as unknown as View),
    // What breaks one page leaves navigation and header standing.
    defaultErrorComponent: PageError,
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
