/** Settings: the shop, the team, keys, stores, currency rates, custom fields, blocked addresses; which part is open stands in the address. */
import { Link, useParams } from '@tanstack/react-router'
import type { Right } from '@vefa/contract'
import type { ComponentType } from 'react'

import { useT } from '#/lang/index.ts'
import { useRights } from '#/lib/session.ts'
import { Page, TitleBar, Toolbar } from '#/ui/Panel.tsx'

import { AttributesSection } from './AttributesSection.tsx'
import { BlocksSection } from './BlocksSection.tsx'
import { KeysSection } from './KeysSection.tsx'
import { RatesSection } from './RatesSection.tsx'
import { ShopSection } from './ShopSection.tsx'
import { StoresSection } from './StoresSection.tsx'
import { TeamSection } from './TeamSection.tsx'

const sections = ['shop', 'team', 'keys', 'stores', 'rates', 'attributes', 'blocks'] as const

type Section = { right: Right; show: ComponentType }

const parts: Record<(typeof sections)[number], Section> = {
  shop: { right: 'settings.read', show: ShopSection },
  team: { right: 'team.read', show: TeamSection },
  keys: { right: 'keys.write', show: KeysSection },
  stores: { right: 'stores.read', show: StoresSection },
  rates: { right: 'settings.read', show: RatesSection },
  attributes: { right: 'settings.write', show: AttributesSection },
  blocks: { right: 'messages.read', show: BlocksSection },
}

export function SettingsPage() {
  const t = useT()
  const may = useRights()
  const { section } = useParams({ strict: false })
  const open = sections.filter((name) => may(parts[name].right))
  const current = open.find((name) => name === section) ?? 'shop'
  const Show = parts[current].show
  return (
    <>
      <TitleBar title={t('settings.title')} />
      <Toolbar>
        <nav aria-label={t('settings.sections')} className="flex gap-1 max-phone:flex-none">
          {open.map((name) => (
            <Link
              key={name}
              to={`/settings/${name}`}
              aria-current={name === current ? 'page' : undefined}
              className="inline-flex h-8 items-center rounded-2 px-[10px] text-13 font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-text max-phone:h-10"
            >
              {t(`settings.${name}`)}
            </Link>
          ))}
        </nav>
      </Toolbar>
      <Page>
        <Show />
      </Page>
    </>
  )
}
