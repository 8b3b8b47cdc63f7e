/** One's own account: name, language and look; password; second factor; where one is signed in. */
import { useMutation } from '@tanstack/react-query'
import type { Language } from '@vefa/contract'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { applyLanguage, applyTheme, type Theme } from '#/lib/look.ts'
import { useSession } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { Definitions, Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'

import { PasswordPanel } from './PasswordPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { TwoFactorPanel } from './TwoFactorPanel.tsx'

type Person = NonNullable<NonNullable<ReturnType<typeof useSession>['data']>['user']>

export function ProfilePage() {
  const t = useT()
  const user = useSession().data?.user
  return (
    <>
      <TitleBar title={t('profile.title')} />
      <Page narrow>
        {user && (
          <>
            <PersonPanel key={user.id} user={user} />
            <PasswordPanel />
            <TwoFactorPanel on={user.twoFactor} />
            <SessionsPanel />
          </>
        )}
      </Page>
    </>
  )
}

type Draft = { name: string; language: Language; theme: Theme }

function PersonPanel({ user }: { user: Person }) {
  const t = useT()
  const failureText = useFailureText()
  const [draft, setDraft] = useState<Draft>({ name: user.name, language: user.language, theme: user.theme })
  const save = useMutation(
    api.team.profile.update.mutationOptions({
      onSuccess: () => {
        applyTheme(draft.theme)
        applyLanguage(draft.language)
        location.reload()
      },
    }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(draft)
  }
  return (
    <Panel title={t('profile.person')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {save.error && <Notice tone="bad">{failureText(save.error)}</Notice>}
        <Definitions
          items={[
            { term: t('profile.email'), value: user.email },
            { term: t('profile.role'), value: t(`roles.${user.role}`) },
          ]}
        />
        <PersonFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
        <Button type="submit" kind="primary" className="self-start" busy={save.isPending}>
          {t('app.save')}
        </Button>
      </form>
    </Panel>
  )
}

function PersonFields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const t = useT()
  return (
    <div className="grid gap-4 phone:grid-cols-3">
      <TextField
        label={t('profile.name')}
        required
        maxLength={120}
        value={draft.name}
        onChange={(text) => change({ name: text })}
      />
      <Field label={t('profile.language')}>
        {(field) => (
          <Select
            {...field}
            value={draft.language}
            onChange={(event) => change({ language: event.target.value === 'en' ? 'en' : 'tr' })}
            choices={[
              { value: 'tr', label: 'Türkçe' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
      </Field>
      <Field label={t('profile.theme')}>
        {(field) => (
          <Select
            {...field}
            value={draft.theme}
            onChange={(event) => change({ theme: event.target.value as Theme })}
            choices={(['system', 'light', 'dark'] as const).map((one) => ({
              value: one,
              label: t(`nav.${one}`),
            }))}
          />
        )}
      </Field>
    </div>
  )
}
