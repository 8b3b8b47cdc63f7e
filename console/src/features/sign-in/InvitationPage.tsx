/** Accepting an invitation: who invites, to which shop and role, then a name and a password. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, failureOf, type client } from '#/lib/api.ts'
import { useLanguage } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { Card } from '#/ui/Card.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input, TextField } from '#/ui/Field.tsx'
import { Notice } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

type Offer = Awaited<ReturnType<typeof client.session.invitation>>

export function InvitationPage() {
  const t = useT()
  const { token = '' } = useParams({ strict: false })
  const offer = useQuery({
    ...api.session.invitation.queryOptions({ input: { token } }),
    refetchOnWindowFocus: false,
  })
  const over = offer.error && ['invitation_not_found', 'input_invalid'].includes(failureOf(offer.error).code)
  if (over)
    return (
      <Card title={t('invitation.over')}>
        <div className="flex flex-col items-start gap-4">
          <p className="text-ink-2">{t('invitation.overText')}</p>
          <a href="/sign-in" className={buttonLook()}>
            {t('invitation.toSignIn')}
          </a>
        </div>
      </Card>
    )
  return (
    <Card title={t('invitation.title')}>
      {offer.error && <FailureState error={offer.error} onRetry={() => void offer.refetch()} />}
      {offer.isPending && <Skeleton label={t('app.loading')} />}
      {offer.data && <JoinForm token={token} offer={offer.data} />}
    </Card>
  )
}

function JoinForm({ token, offer }: { token: string; offer: Offer }) {
  const t = useT()
  const language = useLanguage()
  const failureText = useFailureText()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accept = useMutation(
    api.session.acceptInvitation.mutationOptions({ onSuccess: () => location.assign('/') }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    accept.mutate({ token, name, password, language })
  }
  const text = t('invitation.text', {
    invitedBy: offer.invitedBy || t('invitation.someone'),
    shop: offer.shopName,
    role: t(`roles.${offer.role}`),
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-ink-2">{text}</p>
      {accept.error && <Notice tone="bad">{failureText(accept.error)}</Notice>}
      <Field label={t('signIn.email')}>
        {(field) => <Input {...field} type="email" autoComplete="username" readOnly value={offer.email} />}
      </Field>
      <TextField
        label={t('firstRun.name')}
        required
        maxLength={120}
        autoComplete="name"
        value={name}
        onChange={setName}
      />
      <TextField
        label={t('invitation.password')}
        hint={t('firstRun.passwordHint')}
        type="password"
        required
        minLength={10}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" kind="primary" busy={accept.isPending}>
        {t('invitation.accept')}
      </Button>
    </form>
  )
}
