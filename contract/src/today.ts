/** Looks across rooms: search everything, the start page. */
import { z } from 'zod'

import { requiredText } from './common.ts'
import { endpoint } from './procedure.ts'

const found = z.object({
  kind: z.enum(['customer', 'order']),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
})

export const today = {
  search: endpoint('session')
    .route({ method: 'GET', path: '/search', summary: 'Find people and orders by any identifier' })
    .input(z.object({ query: requiredText(200) }))
    .output(z.object({ items: z.array(found) })),
}
