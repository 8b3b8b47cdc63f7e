/** The letter as it is written: subject, the line beside it, the text with its few marks, and the menu of variables. */
import { useQuery } from '@tanstack/react-query'
import type { Letter } from '@vefa/contract'
import { useRef, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { Field, Switch, Textarea, TextField } from '#/ui/Field.tsx'
import { Menu } from '#/ui/Overlay.tsx'

type Change = { letter: Letter; onChange: (letter: Letter) => void }

/** What the toolbar puts around the chosen words. */
const marks = [
  { name: 'bold', before: '**', after: '**' },
  { name: 'link', before: '[', after: '](https://)' },
  { name: 'button', before: '\n\n[[', after: ']](https://)\n\n' },
  { name: 'heading', before: '\n\n# ', after: '\n\n' },
  { name: 'bullets', before: '\n\n- ', after: '\n- \n\n' },
  { name: 'image', before: '\n\n![', after: '](https://)\n\n' },
] as const

export function LetterEditor({ letter, onChange }: Change) {
  const t = useT()
  const body = useRef<HTMLTextAreaElement>(null)
  const put = (before: string, after = ''): void => {
    const area = body.current
    if (!area) return
    area.focus()
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd)
    // The browser's own insertion keeps its undo history.
    area.ownerDocument.execCommand('insertText', false, `${before}${chosen}${after}`)
  }
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t('campaigns.subject')}
        hint={t('campaigns.subjectHint')}
        maxLength={300}
        value={letter.subject}
        onChange={(text) => onChange({ ...letter, subject: text })}
      />
      <TextField
        label={t('campaigns.preheader')}
        hint={t('campaigns.preheaderHint')}
        maxLength={300}
        value={letter.preheader}
        onChange={(text) => onChange({ ...letter, preheader: text })}
      />
      <Field label={t('campaigns.body')} hint={t('campaigns.bodyHint')}>
        {(field) => (
          <>
            <Tools put={put} />
            <Textarea
              {...field}
              ref={body}
              rows={16}
              value={letter.body}
              onChange={(event) => onChange({ ...letter, body: event.target.value })}
            />
          </>
        )}
      </Field>
      <OwnText letter={letter} onChange={onChange} />
    </div>
  )
}

function Tools({ put }: { put: (before: string, after?: string) => void }) {
  const t = useT()
  const { data } = useQuery({ ...api.templates.variables.queryOptions(), staleTime: Infinity })
  const items = (data ?? []).map(({ name, snippet }) => ({
    label: t(`campaigns.variable.${name.replaceAll('.', '_')}` as never),
    onSelect: () => setTimeout(() => put(snippet), 0),
  }))
  return (
    <div className="flex flex-wrap gap-1" role="toolbar" aria-label={t('campaigns.tools')}>
      <Menu
        align="start"
        label={t('campaigns.variables')}
        trigger={
          <Button small icon="person">
            {t('campaigns.variables')}
          </Button>
        }
        items={items}
      />
      {marks.map(({ name, before, after }) => (
        <Button key={name} small kind="quiet" onClick={() => put(before, after)}>
          {t(`campaigns.mark.${name}`)}
        </Button>
      ))}
    </div>
  )
}

/** The text part is made from the letter unless somebody writes their own. */
function OwnText({ letter, onChange }: Change) {
  const t = useT()
  const [own, setOwn] = useState(letter.textBody !== '')
  const toggle = (on: boolean): void => {
    setOwn(on)
    if (!on) onChange({ ...letter, textBody: '' })
  }
  return (
    <div className="flex flex-col gap-3">
      <Switch label={t('campaigns.ownText')} checked={own} onChange={toggle} />
      {own && (
        <Field label={t('campaigns.textBody')}>
          {(field) => (
            <Textarea
              {...field}
              rows={8}
              value={letter.textBody}
              onChange={(event) => onChange({ ...letter, textBody: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
