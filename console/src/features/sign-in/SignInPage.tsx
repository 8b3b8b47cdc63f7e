/** Signing in: e-mail and password, then the code where two-factor is on. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, client } from '#/lib/api.ts'
import { applyLanguage, applyTheme } from '#/lib/look.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { TextField } from '#/ui/Field.tsx'
import { Card } from '#/ui/Card.tsx'
import { Notice } from '#/ui/Panel.tsx'

/** The person's own language and look apply on every machine they sign in on; only addresses of this console are followed. */
async function goOn(): Promise<void> {
  const { user } = await client.session.get()
  if (user) {
    applyLanguage(user.language)
    applyTheme(user.theme)
  }
  const then = new URLSearchParams(location.search).get('then') ?? '/'
  location.assign(then.startsWith('/') && !then.startsWith('//') ? then : '/')
}

export function SignInPage() {
  const [second, setSecond] = useState(false)
  return second ? <CodeForm /> : <PasswordForm onSecond={() => setSecond(true)} />
}

function PasswordForm({ onSecond }: { onSecond: () => void }) {
  const t = useT()
  const failureText = useFailureText()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation(
    api.session.signIn.mutationOptions({
      onSuccess: ({ status }) => (status === 'signedIn' ? goOn() : onSecond()),
    }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }
  return (
    <Card title={t('signIn.title')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {signIn.error && <Notice tone="bad">{failureText(signIn.error)}</Notice>}
        <TextField
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" kind="primary" busy={signIn.isPending}>
          {t('signIn.action')}
        </Button>
      </form>
    </Card>
  )
}

function CodeForm() {
  const t = useT()
  const failureText = useFailureText()
  const [code, setCode] = useState('')
  const verify = useMutation(api.session.verifyTwoFactor.mutationOptions({ onSuccess: goOn }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    verify.mutate({ code })
  }
  return (
    <Card title={t('signIn.codeTitle')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-2">{t('signIn.codeText')}</p>
        {verify.error && <Notice tone="bad">{failureText(verify.error)}</Notice>}
        <TextField
          label={t('signIn.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={setCode}
        />
        <Button type="submit" kind="primary" busy={verify.isPending}>
          {t('signIn.verify')}
        </Button>
      </form>
    </Card>
  )
}
