/** The frame of every mail as MJML: the shop's look, dark mode, buttons large enough for a thumb, the footer the law asks for. */
import { attribute, inlineHtml, isSafeLink } from './inline.ts'
import type { Block } from './letter-blocks.ts'

/** The shop as shoppers see it; `color` is `#rrggbb`. */
export type Look = { shopName: string; color: string; logoUrl: string; postalAddress: string }

export type Frame = {
  look: Look
  purpose: 'marketing' | 'service'
  preheader: string
  blocks: readonly Block[]
}

const font = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** Words of the footer are variables, since the same letter goes to people of both languages. */
const marketingFooter =
  '{{ words.why }}<br /><a href="{{ unsubscribe_url }}">{{ words.unsubscribe }}</a> · <a href="{{ preferences_url }}">{{ words.preferences }}</a>'

export function layoutOf(frame: Frame): string {
  const { look, blocks } = frame
  return `<mjml>
<mj-head>
<mj-preview>${attribute(frame.preheader)}</mj-preview>
<mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>
<mj-attributes>
<mj-all font-family="${font}" />
<mj-text font-size="16px" line-height="1.55" color="#1c2526" padding="8px 24px" />
<mj-button font-size="16px" font-weight="600" line-height="1.25" inner-padding="14px 24px" border-radius="6px" align="left" padding="12px 24px" background-color="${look.color}" color="${inkOn(look.color)}" />
<mj-image padding="8px 24px" />
<mj-divider border-width="1px" border-color="#dfe5e5" padding="12px 24px" />
</mj-attributes>
<mj-style>${darkStyle}</mj-style>
</mj-head>
<mj-body background-color="#f4f6f6" css-class="page">
<mj-section padding="20px 0 0"><mj-column>${headOf(look)}</mj-column></mj-section>
<mj-section background-color="#ffffff" css-class="sheet" padding="16px 0"><mj-column>${blocks.map(blockOf).join('\n')}</mj-column></mj-section>
<mj-section padding="12px 0 28px"><mj-column>${footerOf(frame)}</mj-column></mj-section>
</mj-body>
</mjml>`
}

const darkStyle = `
a { color: inherit; }
.sheet a { font-weight: 500; }
@media (prefers-color-scheme: dark) {
  body, .page, .page > div { background: #101617 !important; background-color: #101617 !important; }
  .sheet, .sheet > table { background: #182021 !important; background-color: #182021 !important; }
  .ink div, .ink div a { color: #e6ecec !important; }
  .quiet div, .quiet div a { color: #9fb0b1 !important; }
}`

/** The shop's name stands as text even beside a logo that is not shown: mails are read without images. */
function headOf(look: Look): string {
  if (look.logoUrl && isSafeLink(look.logoUrl)) {
    return `<mj-image src="${attribute(look.logoUrl)}" alt="${attribute(look.shopName)}" width="140px" align="left" />`
  }
  return `<mj-text font-size="18px" font-weight="600" css-class="ink">${attribute(look.shopName)}</mj-text>`
}

function footerOf({ look, purpose }: Frame): string {
  const identity = [look.shopName, look.postalAddress]
    .filter((part) => part !== '')
    .map(attribute)
    .join('<br />')
  const lines = purpose === 'marketing' ? `${identity}<br /><br />${marketingFooter}` : identity
  return `<mj-text font-size="13px" line-height="1.5" color="#5b6b6c" css-class="quiet">${lines}</mj-text>`
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'title': {
      const size = block.level === 1 ? '24px' : '19px'
      return `<mj-text font-size="${size}" line-height="1.3" font-weight="600" css-class="ink"><h${block.level} style="margin:0;font-size:${size};font-weight:600">${inlineHtml(block.text)}</h${block.level}></mj-text>`
    }
    case 'paragraph':
      return `<mj-text css-class="ink">${inlineHtml(block.lines.join('<br>'))}</mj-text>`
    case 'list': {
      const list = block.ordered ? 'ol' : 'ul'
      const items = block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')
      return `<mj-text css-class="ink"><${list} style="margin:0;padding-left:22px">${items}</${list}></mj-text>`
    }
    case 'button':
      return isSafeLink(block.url)
        ? `<mj-button href="${attribute(block.url)}">${inlineHtml(block.text)}</mj-button>`
        : `<mj-text css-class="ink">${inlineHtml(block.text)}</mj-text>`
    case 'image':
      return isSafeLink(block.url)
        ? `<mj-image src="${attribute(block.url)}" alt="${attribute(block.alt)}" />`
        : `<mj-text css-class="ink">${attribute(block.alt)}</mj-text>`
    case 'line':
      return '<mj-divider />'
    case 'control':
      return `<mj-raw>${block.text}</mj-raw>`
  }
}

/** Black or white, whichever reads better on the colour (relative luminance of WCAG 2.2). */
export function inkOn(color: string): '#ffffff' | '#10191a' {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? '#10191a' : '#ffffff'
}
