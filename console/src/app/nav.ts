/** The rooms of the console in the order of the rail; those not built yet are left out until they are. */
import type { Right } from '@vefa/contract'

import type { TextKey } from '#/lang/index.ts'
import type { IconName } from '#/ui/Icon.tsx'

export type NavEntry = {
  to: string
  text: TextKey
  icon: IconName
  right?: Right
  place: 'rail' | 'settings'
  phone?: boolean
}

export const navigation: readonly NavEntry[] = [
  { to: '/', text: 'nav.today', icon: 'today', place: 'rail', phone: true },
  {
    to: '/customers',
    text: 'nav.customers',
    icon: 'people',
    right: 'customers.read',
    place: 'rail',
    phone: true,
  },
  { to: '/orders', text: 'nav.orders', icon: 'order', right: 'orders.read', place: 'rail', phone: true },
  { to: '/products', text: 'nav.products', icon: 'stock', right: 'products.read', place: 'rail' },
  { to: '/segments', text: 'nav.segments', icon: 'segment', right: 'segments.read', place: 'rail' },
  { to: '/campaigns', text: 'nav.campaigns', icon: 'campaign', right: 'campaigns.read', place: 'rail' },
  { to: '/mailbox', text: 'nav.mailbox', icon: 'mail', right: 'messages.read', place: 'rail' },
  { to: '/insight', text: 'nav.insight', icon: 'insight', right: 'insight.read', place: 'rail', phone: true },
  { to: '/events', text: 'nav.events', icon: 'bolt', right: 'events.read', place: 'settings' },
  { to: '/import', text: 'nav.import', icon: 'upload', right: 'imports.read', place: 'settings' },
  { to: '/settings', text: 'nav.settings', icon: 'settings', right: 'settings.read', place: 'settings' },
]
