/** One entry of the audit log with everything it says. */
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { SidePanel } from '#/ui/Overlay.tsx'
import { Definitions } from '#/ui/Panel.tsx'

import type { Entry } from './AuditPage.tsx'
import { changesBetween } from './changes.ts'
import { useActionText, useSubjectText } from './use-entry-text.ts'

export function AuditEntry({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const actionText = useActionText()
  const subjectText = useSubjectText()
  const items = [
    { term: t('audit.when'), value: format.dateTime(entry.at) },
    { term: t('audit.who'), value: entry.actor.name || t('audit.program') },
    { term: t('audit.subject'), value: subjectText(entry.subject) },
    ...(entry.ip ? [{ term: t('audit.address'), value: entry.ip }] : []),
  ]
  return (
    <SidePanel open onOpenChange={onClose} title={actionText(entry.action)} closeLabel={t('app.close')}>
      <div className="flex flex-col gap-5">
        <Definitions items={items} />
        <Changes entry={entry} />
      </div>
    </SidePanel>
  )
}

function Changes({ entry }: { entry: Entry }) {
  const t = useT()
  const changes = changesBetween(entry.before, entry.after)
  if (changes.length === 0) return <p className="text-ink-3">{t('audit.noDetail')}</p>
  return (
    <table className="w-full table-fixed text-left text-13">
      <thead className="text-12 text-ink-3">
        <tr>
          <th className="py-1 pr-3 font-medium">{t('audit.field')}</th>
          <th className="py-1 pr-3 font-medium">{t('audit.before')}</th>
          <th className="py-1 font-medium">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="border-t border-line align-top">
            <td className="py-[6px] pr-3 break-words">{change.field}</td>
            <td className="py-[6px] pr-3 break-words text-ink-3">{change.before ?? '–'}</td>
            <td className="py-[6px] break-words">{change.after ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
