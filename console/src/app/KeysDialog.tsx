/** `?`: every key there is. */
import { useT } from '#/lang/index.ts'
import { Kbd } from '#/ui/Button.tsx'
import { Dialog } from '#/ui/Overlay.tsx'

const keys = [
  ['Ctrl K', 'nav.keyPalette'],
  ['?', 'nav.keyHelp'],
  ['J / K', 'nav.keyMove'],
  ['Enter', 'nav.keyOpen'],
  ['N', 'nav.keyNext'],
  ['Ctrl Enter', 'nav.keySubmit'],
] as const

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useT()
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('nav.keys')} closeLabel={t('app.close')}>
      <dl className="grid grid-cols-[1fr_auto] gap-y-2">
        {keys.map(([key, text]) => (
          <div key={key} className="contents">
            <dt>{t(text)}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
