/** Three doors: the sample shop, a file, a live connection. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { useT } from '#/lang/index.ts'
import { buttonLook } from '#/ui/Button.tsx'
import { Icon, type IconName } from '#/ui/Icon.tsx'
import { Page, TitleBar } from '#/ui/Panel.tsx'

export function DoorsPage() {
  const t = useT()
  return (
    <>
      <TitleBar title={t('firstRun.doorsTitle')} />
      <Page>
        <p className="max-w-[640px] text-14 text-ink-2">{t('firstRun.doorsIntro')}</p>
        <div className="grid gap-4 phone:grid-cols-3">
          <Door icon="upload" title={t('firstRun.doorUpload')} text={t('firstRun.doorUploadText')}>
            <Link to="/import" className={buttonLook('primary')}>
              {t('firstRun.doorUploadAction')}
            </Link>
          </Door>
          <Door icon="bolt" title={t('firstRun.doorConnect')} text={t('firstRun.doorConnectText')}>
            <Link to="/events" className={buttonLook()}>
              {t('firstRun.doorConnectAction')}
            </Link>
          </Door>
          <Door icon="store" title={t('firstRun.doorSample')} text={t('firstRun.doorSampleText')}>
            <code className="rounded-2 bg-sunken px-3 py-2 font-mono text-12">npm run demo</code>
          </Door>
        </div>
      </Page>
    </>
  )
}

function Door({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName
  title: string
  text: string
  children: ReactNode
}) {
  return (
    <section className="flex flex-col items-start gap-3 rounded-3 border border-line-strong bg-surface p-5">
      <span className="grid size-10 place-items-center rounded-3 bg-accent-tint text-accent-text">
        <Icon name={icon} size={20} />
      </span>
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="flex-1 text-14 text-ink-2">{text}</p>
      {children}
    </section>
  )
}
