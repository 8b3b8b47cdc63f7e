/** Takes in one product from a shop's own program. */
import type { z } from 'zod'
import type { productInput } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'

import { checkStore, defined, type Outcome, outcomeOf } from './put-order.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { saveProducts } from './save-products.ts'

/** @throws `store_not_found`, `currency_unknown` */
export async function putProduct(
  app: Writing,
  actor: Actor,
  input: z.output<typeof productInput>,
): Promise<Outcome> {
  await checkStore(app, { storeId: input.storeId })
  for (const { currency } of input.variants ?? []) await checkStore(app, { storeId: input.storeId, currency })
  const { variants, ...rest } = input
  const draft = { ...defined(rest), ...(variants && { variants: variants.map(defined) }) }
  return inTurn(app, async (within) => {
    const outcome = outcomeOf(await saveProducts(within, [draft]))
    if (outcome !== 'unchanged') {
      await audit(within, actor, {
        action: outcome === 'created' ? 'product.create' : 'product.update',
        subject: { kind: 'product', id: `${input.storeId}:${input.externalId}` },
        after: { title: input.title, variants: variants?.length ?? 0 },
      })
    }
    return { outcome }
  })
}
