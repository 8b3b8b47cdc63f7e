/** The whole API: each room's part of the contract, bound. */
import { campaignsApi, campaignsOfSegment } from '#/modules/campaigns/index.ts'
import { commerceApi } from '#/modules/commerce/index.ts'
import { connectorsApi } from '#/modules/connectors/index.ts'
import { contentApi } from '#/modules/content/index.ts'
import { customersApi } from '#/modules/customers/index.ts'
import { deliveryApi } from '#/modules/delivery/index.ts'
import { historyApi } from '#/modules/history/index.ts'
import { experimentsApi, insightApi, modelsApi } from '#/modules/insight/index.ts'
import { segmentsApi } from '#/modules/segments/index.ts'
import { teamApi } from '#/modules/team/index.ts'
import { todayApi } from '#/modules/today/index.ts'
import type { App } from '#/platform/app.ts'

import { type DemoControl, demoApi } from './demo/http.ts'

export function createRouter(app: App, demo: DemoControl | null) {
  return {
    ...teamApi(app),
    ...customersApi(app),
    ...historyApi(app),
    ...commerceApi(app),
    ...segmentsApi(app, [campaignsOfSegment]),
    ...insightApi(app),
    ...modelsApi(app),
    ...experimentsApi(),
    ...contentApi(app),
    ...deliveryApi(app),
    ...campaignsApi(app),
    ...connectorsApi(app),
    ...todayApi(app),
    ...demoApi(demo),
  }
}
