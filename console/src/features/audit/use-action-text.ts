/** The words for an action such as `two-factor.enable`; an action without words is shown by its code. */
import { useCodeText } from '#/lang/index.ts'

export function useActionText(): (action: string) => string {
  const explain = useCodeText('auditActions')
  return (action) => explain(action.replaceAll(/[.-]/g, '_'))
}
