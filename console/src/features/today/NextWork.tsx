/** The page's one action: the first thing that waits, by button or by N. */
import { Link, useNavigate } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { buttonLook, Kbd } from '#/ui/Button.tsx'

import { placeOf, useWaiting } from './waiting.ts'

export function NextWork() {
  const t = useT()
  const navigate = useNavigate()
  const { data } = useWaiting()
  const place = data?.items.map(placeOf).find((one) => one !== null) ?? null
  useShortcuts([
    {
      key: 'n',
      run: () => place && void navigate({ to: place.to, params: place.params ?? {} }),
    },
  ])
  if (!place) return null
  return (
    <Link to={place.to} params={place.params ?? {}} className={buttonLook('primary')}>
      {t('today.next')}
      <Kbd inherit>N</Kbd>
    </Link>
  )
}
