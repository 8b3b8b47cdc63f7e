/** Invitations nobody has accepted yet. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { type InvitationLink, LinkDialog } from './InviteDialog.tsx'
import { useChange } from './use-change.ts'

type Invitation = Awaited<ReturnType<typeof client.team.invitations.list>>[number]

export function Invitations() {
  const t = useT()
  const format = useFormat()
  const [made, setMade] = useState<InvitationLink | null>(null)
  const invitations = useQuery(api.team.invitations.list.queryOptions())
  const columns: Column<Invitation>[] = [
    { id: 'email', label: t('settings.email'), lead: true, cell: (one) => one.email },
    { id: 'role', label: t('settings.role'), cell: (one) => t(`roles.${one.role}`) },
    { id: 'by', label: t('settings.invitedBy'), cell: (one) => one.invitedBy ?? '' },
    {
      id: 'expires',
      label: t('settings.expires'),
      cell: (one) =>
        one.expired ? <Badge tone="warn">{t('settings.expired')}</Badge> : format.date(one.expiresAt),
    },
    {
      id: 'actions',
      label: t('settings.actions'),
      align: 'right',
      cell: (one) => <InvitationActions invitation={one} onLink={setMade} />,
    },
  ]
  return (
    <Panel title={t('settings.invitations')} flush>
      {invitations.error && <FailureState error={invitations.error} />}
      {invitations.isPending && <Skeleton label={t('app.loading')} />}
      {invitations.data?.length === 0 && <p className="p-4 text-ink-3">{t('settings.noInvitations')}</p>}
      {invitations.data && invitations.data.length > 0 && (
        <DataTable
          label={t('settings.invitations')}
          columns={columns}
          rows={invitations.data}
          rowId={(one) => one.id}
          height="content"
        />
      )}
      {made && <LinkDialog made={made} onClose={() => setMade(null)} />}
    </Panel>
  )
}

function InvitationActions({
  invitation,
  onLink,
}: {
  invitation: Invitation
  onLink: (made: InvitationLink) => void
}) {
  const t = useT()
  const may = useRights()
  const change = useChange()
  const resend = useMutation(
    api.team.invitations.resend.mutationOptions({
      ...change,
      onSuccess: async (made) => {
        await change.onSuccess()
        onLink(made)
      },
    }),
  )
  const revoke = useMutation(api.team.invitations.revoke.mutationOptions(useChange(t('settings.revoked'))))
  if (!may('team.write')) return null
  return (
    <span className="inline-flex gap-2">
      <Button small busy={resend.isPending} onClick={() => resend.mutate({ id: invitation.id })}>
        {t('settings.resend')}
      </Button>
      <Button
        small
        kind="danger"
        busy={revoke.isPending}
        onClick={() => revoke.mutate({ id: invitation.id })}
      >
        {t('settings.revoke')}
      </Button>
    </span>
  )
}
