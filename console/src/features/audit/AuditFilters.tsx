/** Filters of the audit log: person, action, days. */
import { useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { Input, Select } from '#/ui/Field.tsx'
import { Toolbar } from '#/ui/Panel.tsx'

import { type AuditSearch, filtersOf } from './search.ts'
import { useActionText } from './use-entry-text.ts'

export function AuditFilters({
  search,
  onChange,
}: {
  search: AuditSearch
  onChange: (part: AuditSearch) => void
}) {
  const t = useT()
  const format = useFormat()
  const actionText = useActionText()
  const { data } = useQuery(api.team.audit.actors.queryOptions())
  const actors = (data?.actors ?? []).map((actor) => ({ value: actor.id, label: actor.name }))
  const actions = (data?.actions ?? [])
    .map((action) => ({ value: action, label: actionText(action) }))
    .sort((one, other) => format.compare(one.label, other.label))
  const none = { actorId: undefined, action: undefined, from: undefined, to: undefined }
  return (
    <Toolbar>
      <Select
        aria-label={t('audit.who')}
        value={search.actorId ?? ''}
        onChange={(event) => onChange({ actorId: event.target.value || undefined })}
        choices={[{ value: '', label: t('audit.anyone') }, ...actors]}
      />
      <Select
        aria-label={t('audit.what')}
        value={search.action ?? ''}
        onChange={(event) => onChange({ action: event.target.value || undefined })}
        choices={[{ value: '', label: t('audit.anything') }, ...actions]}
      />
      <span className="w-36">
        <Input
          type="date"
          aria-label={t('audit.from')}
          value={search.from ?? ''}
          onChange={(event) => onChange({ from: event.target.value || undefined })}
        />
      </span>
      <span className="w-36">
        <Input
          type="date"
          aria-label={t('audit.to')}
          value={search.to ?? ''}
          onChange={(event) => onChange({ to: event.target.value || undefined })}
        />
      </span>
      {Object.keys(filtersOf(search)).length > 0 && (
        <Button
          kind="quiet"
          small
          onClick={() => onChange({ ...none, subjectKind: undefined, subjectId: undefined })}
        >
          {t('audit.clear')}
        </Button>
      )}
    </Toolbar>
  )
}
