/** How events get here: a write key, one line to try, the Segment libraries, the script for the shop's pages. */
import { Link } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { Button, linkLook } from '#/ui/Button.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

export function SenderHelp() {
  const t = useT()
  const address = location.origin
  return (
    <div className="grid grid-cols-2 gap-5 max-[1000px]:grid-cols-1">
      <Panel title={t('events.help.key')}>
        <p className="text-14">{t('events.help.keyText')}</p>
        <p className="pt-3">
          <Link to="/settings/$section" params={{ section: 'keys' }} className={linkLook}>
            {t('events.help.keyLink')}
          </Link>
        </p>
      </Panel>
      <Example title={t('events.help.try')} text={t('events.help.tryText')} code={curlLine(address)} />
      <Example
        title={t('events.help.library')}
        text={t('events.help.libraryText')}
        code={libraryLines(address)}
      />
      <Example
        title={t('events.help.script')}
        text={t('events.help.scriptText')}
        code={scriptLines(address)}
      />
    </div>
  )
}

function Example({ title, text, code }: { title: string; text: string; code: string }) {
  const t = useT()
  const toast = useToast()
  const copy = (): void => {
    void navigator.clipboard.writeText(code).then(() => toast({ text: t('app.copied') }))
  }
  return (
    <Panel
      title={title}
      end={
        <Button small icon="copy" onClick={copy}>
          {t('app.copy')}
        </Button>
      }
    >
      <p className="pb-3 text-14">{text}</p>
      <pre className="overflow-x-auto rounded-2 bg-sunken p-3 text-12" tabIndex={0}>
        {code}
      </pre>
    </Panel>
  )
}

function curlLine(address: string): string {
  return `curl ${address}/v1/track -u WRITE_KEY: \\
  -H 'content-type: application/json' \\
  -d '{"event":"Product Viewed","userId":"42",
       "properties":{"product_id":"P1"}}'`
}

function libraryLines(address: string): string {
  return `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({
  writeKey: 'WRITE_KEY',
  host: '${address}',
})
analytics.track({ userId: '42', event: 'Order Completed',
  properties: { order_id: '1001', total: 1249.9, currency: 'TRY' } })`
}

function scriptLines(address: string): string {
  return `<script async src="${address}/vefa.js"
  data-key="WRITE_KEY"></script>`
}
