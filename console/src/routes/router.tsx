/** Every address of the console. Pages are loaded when first opened; what they show lives in their feature. */
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'

import { NotFound } from '#/app/NotFound.tsx'
import { PageFailure } from '#/app/PageFailure.tsx'
import { Shell } from '#/app/Shell.tsx'
import { api } from '#/lib/api.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: PageFailure,
})

/** Pages for people not signed in. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('#/features/sign-in/SignInPage.tsx'), 'SignInPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('#/features/sign-in/InvitationPage.tsx'), 'InvitationPage'),
})
const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: lazyRouteComponent(() => import('#/features/first-run/FirstRunPage.tsx'), 'FirstRunPage'),
})

/** Everything else stands in the shell and needs a person. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(api.session.get.queryOptions())
    if (session.firstRun) throw redirect({ to: '/first-run' })
    if (!session.user) throw redirect({ href: `/sign-in?then=${encodeURIComponent(location.href)}` })
  },
})

/** A page in the shell; `name` is what its module exports. */
function page(path: string, name: string, load: () => Promise<Record<string, unknown>>) {
  return createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load as never, name as never),
    errorComponent: PageFailure,
  })
}

const pages = [
  page('/', 'TodayPage', () => import('#/features/today/TodayPage.tsx')),
  page('/customers', 'CustomersPage', () => import('#/features/customers/CustomersPage.tsx')),
  page('/customers/$id', 'CustomerPage', () => import('#/features/customers/CustomerPage.tsx')),
  page('/orders', 'OrdersPage', () => import('#/features/orders/OrdersPage.tsx')),
  page('/orders/$id', 'OrderPage', () => import('#/features/orders/OrderPage.tsx')),
  page('/products', 'ProductsPage', () => import('#/features/orders/ProductsPage.tsx')),
  page('/products/$id', 'ProductPage', () => import('#/features/orders/ProductPage.tsx')),
  page('/segments', 'SegmentsPage', () => import('#/features/segments/SegmentsPage.tsx')),
  page(
    '/segments/new',
    'SegmentEditorPage',
    () => import('#/features/segments/builder/SegmentEditorPage.tsx'),
  ),
  page(
    '/segments/$id/edit',
    'SegmentEditorPage',
    () => import('#/features/segments/builder/SegmentEditorPage.tsx'),
  ),
  page('/segments/$id', 'SegmentPage', () => import('#/features/segments/SegmentPage.tsx')),
  page('/campaigns', 'CampaignsPage', () => import('#/features/campaigns/CampaignsPage.tsx')),
  page('/campaigns/$id', 'CampaignPage', () => import('#/features/campaigns/CampaignPage.tsx')),
  page('/mailbox', 'MailboxPage', () => import('#/features/mailbox/MailboxPage.tsx')),
  page('/insight', 'InsightPage', () => import('#/features/insight/InsightPage.tsx')),
  page('/insight/$view', 'InsightPage', () => import('#/features/insight/InsightPage.tsx')),
  page('/events', 'EventsPage', () => import('#/features/events/EventsPage.tsx')),
  page('/import', 'ImportPage', () => import('#/features/import/ImportPage.tsx')),
  page('/import/$id', 'ImportRunPage', () => import('#/features/import/ImportRunPage.tsx')),
  page('/settings', 'SettingsPage', () => import('#/features/settings/SettingsPage.tsx')),
  page('/settings/$section', 'SettingsPage', () => import('#/features/settings/SettingsPage.tsx')),
  page('/audit', 'AuditPage', () => import('#/features/audit/AuditPage.tsx')),
  page('/profile', 'ProfilePage', () => import('#/features/profile/ProfilePage.tsx')),
  page('/start', 'DoorsPage', () => import('#/features/first-run/DoorsPage.tsx')),
]

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, invitation, firstRun, shell.addChildren(pages)]),
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}
