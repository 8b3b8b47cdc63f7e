/** Whom a campaign is for: one of the named groups, a segment, everyone with a tag, everyone. */
import { useQuery } from '@tanstack/react-query'
import type { Audience } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Field, Select, TextField } from '#/ui/Field.tsx'

export const groups = ['atRisk', 'inactiveValuable', 'profitable', 'cartAbandoners'] as const

/** The choice as one word: a group's name, a segment's id, `tag`, `everyone`, `customers`. */
function choiceOf(audience: Audience): string {
  if (audience.kind === 'segment') return audience.segmentId
  return audience.kind === 'group' ? audience.group : audience.kind
}

function audienceOf(choice: string): Audience {
  const group = groups.find((name) => name === choice)
  if (group) return { kind: 'group', group }
  if (choice === 'tag') return { kind: 'tag', tag: '' }
  return choice === 'everyone' ? { kind: 'everyone' } : { kind: 'segment', segmentId: choice }
}

export function AudienceField({
  audience,
  onChange,
  disabled,
}: {
  audience: Audience
  onChange: (audience: Audience) => void
  disabled?: boolean
}) {
  const t = useT()
  const segments = useSegments()
  const choices = [
    ...groups.map((group) => ({ value: group as string, label: t(`groupNames.${group}`) })),
    ...segments.map(({ id, name }) => ({ value: id, label: t('campaigns.audienceSegment', { name }) })),
    { value: 'tag', label: t('campaigns.byTag') },
    { value: 'everyone', label: t('campaigns.audienceEveryone') },
    ...(audience.kind === 'customers'
      ? [{ value: 'customers', label: t('campaigns.audienceCustomers', { count: audience.ids.length }) }]
      : []),
  ]
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={t('campaigns.audience')}
        {...(audience.kind === 'group' && { hint: t(`groupRules.${audience.group}`) })}
      >
        {(field) => (
          <Select
            {...field}
            disabled={disabled}
            choices={choices}
            value={choiceOf(audience)}
            onChange={(event) => onChange(audienceOf(event.target.value))}
          />
        )}
      </Field>
      {audience.kind === 'tag' && (
        <TextField
          label={t('campaigns.tag')}
          required
          maxLength={80}
          disabled={disabled}
          value={audience.tag}
          onChange={(text) => onChange({ kind: 'tag', tag: text })}
        />
      )}
    </div>
  )
}

/** Those not put away, by name; none until they are known. */
function useSegments(): { id: string; name: string }[] {
  const found = useQuery(api.segments.list.queryOptions({ input: { sort: 'name', limit: 200 } }))
  return found.data?.items ?? []
}
