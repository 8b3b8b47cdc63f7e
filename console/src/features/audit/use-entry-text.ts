/** Actions and subjects of the audit log in words. */
import { useCodeText } from '#/lang/index.ts'

/** The words for an action such as `two-factor.enable`; an action without words is shown by its code. */
export function useActionText(): (action: string) => string {
  const explain = useCodeText('auditActions')
  return (action) => explain(action.replaceAll(/[.-]/g, '_'))
}

/** A subject in words: its kind, and an id where it is short enough to mean something to a person. */
export function useSubjectText(): (subject: { kind: string; id: string }) => string {
  const explain = useCodeText('auditSubjects')
  return ({ kind, id }) => (id === kind ? explain(kind) : `${explain(kind)} ${shortId(id)}`)
}

/** The last eight of a long id: enough to tell two apart, the whole stands in the address and in the CSV. */
function shortId(id: string): string {
  return id.length > 20 ? `…${id.slice(-8)}` : id
}
