/** Every room, ground floor first. */
import { campaigns } from '#/modules/campaigns/index.ts'
import { commerce } from '#/modules/commerce/index.ts'
import { connectors } from '#/modules/connectors/index.ts'
import { content } from '#/modules/content/index.ts'
import { customers } from '#/modules/customers/index.ts'
import { delivery } from '#/modules/delivery/index.ts'
import { history } from '#/modules/history/index.ts'
import { insight } from '#/modules/insight/index.ts'
import { onsite } from '#/modules/onsite/index.ts'
import { segments } from '#/modules/segments/index.ts'
import { team } from '#/modules/team/index.ts'
import { today } from '#/modules/today/index.ts'
import type { Room } from '#/platform/room.ts'

export const rooms: readonly Room[] = [
  team,
  customers,
  history,
  commerce,
  segments,
  insight,
  content,
  delivery,
  campaigns,
  onsite,
  connectors,
  today,
]
