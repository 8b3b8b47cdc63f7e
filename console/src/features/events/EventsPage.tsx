/** What arrives: kinds of events, the newest ones, those set aside, and how to send some. */
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { Segmented } from '#/ui/Field.tsx'
import { Page, TitleBar, Toolbar } from '#/ui/Panel.tsx'

import { EventKinds } from './EventKinds.tsx'
import { IntakeState } from './IntakeState.tsx'
import { LiveTail } from './LiveTail.tsx'
import { Quarantine } from './Quarantine.tsx'
import { SenderHelp } from './SenderHelp.tsx'

const views = ['kinds', 'live', 'quarantine', 'send'] as const
type View = (typeof views)[number]

export function EventsPage() {
  const t = useT()
  const navigate = useNavigate()
  const { view = 'kinds' }: { view?: View } = useSearch({ strict: false })
  const choices = views.map((value) => ({ value, label: t(`events.views.${value}`) }))
  const show = (next: View): void => void navigate({ to: '.', search: { view: next } })
  return (
    <>
      <TitleBar title={t('events.title')} hint={t('events.hint')} />
      <Toolbar>
        <Segmented label={t('events.view')} value={view} choices={choices} onChange={show} />
      </Toolbar>
      <Page>
        <IntakeState />
        {view === 'kinds' && <EventKinds />}
        {view === 'live' && <LiveTail />}
        {view === 'quarantine' && <Quarantine />}
        {view === 'send' && <SenderHelp />}
      </Page>
    </>
  )
}
