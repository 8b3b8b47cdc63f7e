/** People who work here: their roles, whether they may sign in, and the invitations still open. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type Role, roles } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights, useSession } from '#/lib/session.ts'
import { Avatar, Badge } from '#/ui/Badge.tsx'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Confirm, type Question } from '#/ui/Confirm.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Select } from '#/ui/Field.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { Definitions, Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { Invitations } from './Invitations.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { useChange } from './use-change.ts'

export type Member = Awaited<ReturnType<typeof client.team.members.list>>[number]

export function TeamSection() {
  const t = useT()
  const may = useRights()
  const [inviting, setInviting] = useState(false)
  const members = useQuery(api.team.members.list.queryOptions())
  if (members.error) return <FailureState error={members.error} onRetry={() => void members.refetch()} />
  if (!members.data) return <Skeleton label={t('app.loading')} lines={6} />
  return (
    <>
      <Panel
        title={t('settings.members')}
        flush
        end={
          may('team.write') && (
            <Button kind="primary" small icon="plus" onClick={() => setInviting(true)}>
              {t('settings.invite')}
            </Button>
          )
        }
      >
        <Members members={members.data} />
      </Panel>
      <Invitations />
      <Panel title={t('settings.rolesTitle')}>
        <Definitions
          items={roles.map((role) => ({ term: t(`roles.${role}`), value: t(`roleTexts.${role}`) }))}
        />
      </Panel>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  const t = useT()
  const format = useFormat()
  const columns: Column<Member>[] = [
    {
      id: 'name',
      label: t('settings.name'),
      lead: true,
      cell: (member) => (
        <span className="inline-flex min-w-0 items-center gap-2 font-medium">
          <Avatar name={member.name} />
          <span className="truncate">{member.name}</span>
        </span>
      ),
    },
    { id: 'email', label: t('settings.email'), cell: (member) => member.email },
    { id: 'role', label: t('settings.role'), cell: (member) => <RoleCell member={member} /> },
    {
      id: 'state',
      label: t('settings.state'),
      cell: (member) => (
        <span className="inline-flex gap-1">
          <Badge tone={member.disabled ? 'bad' : 'good'}>
            {member.disabled ? t('settings.disabled') : t('settings.active')}
          </Badge>
          {member.twoFactor && <Badge tone="accent">{t('settings.twoFactor')}</Badge>}
        </span>
      ),
    },
    {
      id: 'seen',
      label: t('settings.seen'),
      cell: (member) => (member.seenAt ? format.relative(member.seenAt, new Date()) : t('settings.never')),
    },
    {
      id: 'actions',
      label: t('settings.actions'),
      align: 'right',
      cell: (member) => <MemberMenu member={member} />,
    },
  ]
  return (
    <DataTable
      label={t('settings.members')}
      columns={columns}
      rows={members}
      rowId={(member) => member.id}
      height="content"
    />
  )
}

function RoleCell({ member }: { member: Member }) {
  const t = useT()
  const may = useRights()
  const update = useMutation(api.team.members.update.mutationOptions(useChange(t('app.saved'))))
  if (!member.manageable || !may('team.write')) return t(`roles.${member.role}`)
  return (
    <Select
      aria-label={t('settings.changeRole', { name: member.name })}
      value={member.role}
      disabled={update.isPending}
      onChange={(event) => update.mutate({ id: member.id, role: event.target.value as Role })}
      choices={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
    />
  )
}

function MemberMenu({ member }: { member: Member }) {
  const t = useT()
  const may = useRights()
  const session = useSession()
  const [question, setQuestion] = useState<Question | null>(null)
  const update = useMutation(api.team.members.update.mutationOptions(useChange(t('app.saved'))))
  const endSessions = useMutation(
    api.team.members.endSessions.mutationOptions(useChange(t('settings.sessionsEnded'))),
  )
  const resetTwoFactor = useMutation(
    api.team.members.resetTwoFactor.mutationOptions(useChange(t('settings.twoFactorReset'))),
  )
  if (!member.manageable || !may('team.write')) return null
  const toggle = (): void => update.mutate({ id: member.id, disabled: !member.disabled })
  const disable: Question = {
    title: t('settings.disableTitle', { name: member.name }),
    text: t('settings.disableText'),
    action: t('settings.disable'),
    run: toggle,
  }
  const reset: Question = {
    title: t('settings.resetTwoFactorTitle', { name: member.name }),
    text: t('settings.resetTwoFactorText'),
    action: t('settings.resetTwoFactor'),
    run: () => resetTwoFactor.mutate({ id: member.id }),
  }
  return (
    <>
      <Menu
        trigger={<IconButton icon="more" label={`${t('settings.actions')}: ${member.name}`} small />}
        items={[
          member.disabled
            ? { label: t('settings.enable'), icon: 'check', onSelect: toggle }
            : {
                label: t('settings.disable'),
                icon: 'close',
                danger: true,
                onSelect: () => setQuestion(disable),
              },
          {
            label: t('settings.endSessions'),
            icon: 'exit',
            onSelect: () => endSessions.mutate({ id: member.id }),
          },
          ...(member.twoFactor && member.id !== session.data?.user?.id
            ? [
                {
                  label: t('settings.resetTwoFactor'),
                  icon: 'key' as const,
                  danger: true,
                  onSelect: () => setQuestion(reset),
                },
              ]
            : []),
        ]}
      />
      <Confirm question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
