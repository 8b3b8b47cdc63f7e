/** The person at the foot of the rail: profile, look, language, signing out. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Language } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { applyTheme, chosenTheme, type Theme } from '#/lib/look.ts'
import { useLanguage, useRights, useSession } from '#/lib/session.ts'
import { Avatar } from '#/ui/Badge.tsx'
import { Menu } from '#/ui/Overlay.tsx'

import { useSetLanguage } from './Providers.tsx'

const themes = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['system', 'settings'],
] as const

export function UserMenu({ closed }: { closed: boolean }) {
  const t = useT()
  const { data } = useSession()
  const navigate = useNavigate()
  const { theme, choose, language, speak } = useOwnLook()
  const signOut = useMutation(
    api.session.signOut.mutationOptions({ onSuccess: () => location.assign('/sign-in') }),
  )
  const may = useRights()
  const auditEntry = {
    label: t('nav.audit'),
    icon: 'shield',
    onSelect: () => void navigate({ to: '/audit' }),
  } as const
  const user = data?.user
  if (!user) return null
  return (
    <Menu
      align="start"
      label={user.name}
      trigger={
        <button
          type="button"
          aria-label={closed ? user.name : undefined}
          className="flex w-full items-center gap-[9px] rounded-2 px-2 py-[6px] text-left hover:bg-hover"
        >
          <Avatar name={user.name} />
          {!closed && <span className="min-w-0 truncate font-medium">{user.name}</span>}
        </button>
      }
      items={[
        { label: t('nav.profile'), icon: 'person', onSelect: () => void navigate({ to: '/profile' }) },
        ...(may('audit.read') ? [auditEntry] : []),
        { line: 'look' },
        ...themes.map(([name, icon]) => ({
          label: t(`nav.${name}`),
          icon,
          checked: theme === name,
          onSelect: () => choose(name),
        })),
        { line: 'language' },
        { label: 'Türkçe', icon: 'globe', checked: language === 'tr', onSelect: () => speak('tr') },
        { label: 'English', icon: 'globe', checked: language === 'en', onSelect: () => speak('en') },
        { line: 'leave' },
        { label: t('nav.signOut'), icon: 'exit', onSelect: () => signOut.mutate({}) },
      ]}
    />
  )
}

/** Look and language apply at once here, and are kept with the person for their other machines. */
function useOwnLook() {
  const language = useLanguage()
  const setLanguage = useSetLanguage()
  const [theme, setTheme] = useState<Theme>(chosenTheme)
  const keep = useMutation(api.team.profile.update.mutationOptions())
  return {
    theme,
    language,
    choose: (next: Theme): void => {
      applyTheme(next)
      setTheme(next)
      keep.mutate({ theme: next })
    },
    speak: (next: Language): void => {
      void setLanguage(next)
      keep.mutate({ language: next })
    },
  }
}
