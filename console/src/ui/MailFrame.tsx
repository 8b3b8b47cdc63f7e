/** A mail's HTML, shut in: no script, no form, no access to the console; links open outside. */
import { cx } from './cx.ts'

export type MailLook = 'light' | 'dark'

const policy = "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; font-src 'none'"

/** `look` shows the mail as programs in that look do; without it, as the console looks. */
export function MailFrame({
  html,
  title,
  look = consoleLook(),
  className,
}: {
  html: string
  title: string
  look?: MailLook
  className?: string
}) {
  return (
    <iframe
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={framed(html, look)}
      className={cx('block w-full border-0 bg-surface', className)}
    />
  )
}

function framed(html: string, look: MailLook): string {
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank"><style>:root{color-scheme:${look}}</style>`
  const media = look === 'dark' ? 'all' : 'not all'
  const dressed = html.replaceAll(/@media\s*\(prefers-color-scheme:\s*dark\)/g, `@media ${media}`)
  return dressed.includes('<head>') ? dressed.replace('<head>', `<head>${head}`) : head + dressed
}

function consoleLook(): MailLook {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
}
