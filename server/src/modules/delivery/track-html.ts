/** Makes the links of a mail countable and adds the open pixel. */
import { clickUrl, type LinkApp, openUrl } from './links.ts'

/** Our own addresses stay as they are; so does mail. Entities of the attribute are read and written back. */
export function trackHtml(app: LinkApp, messageId: string, html: string): string {
  const linked = html.replaceAll(/(?<=<a\b[^>]*?\shref=")https?:[^"]+/gi, (href) => {
    const target = unescape(href)
    if (target.startsWith(`${app.config.url}/u/`)) return href
    return clickUrl(app, messageId, target).replaceAll('&', '&amp;')
  })
  const pixel = `<img src="${openUrl(app, messageId)}" width="1" height="1" alt="" style="display:block;border:0" />`
  const end = linked.lastIndexOf('</body>')
  return end < 0 ? linked + pixel : linked.slice(0, end) + pixel + linked.slice(end)
}

function unescape(href: string): string {
  return href
    .replaceAll('&quot;', '"')
    .replaceAll(/&#3[49];/g, (entity) => (entity === '&#34;' ? '"' : "'"))
    .replaceAll('&amp;', '&')
}
