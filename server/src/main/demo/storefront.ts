/** `/shop`: a small storefront of the sample shop that sends its events through `/vefa.js`, as any shop would. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { FastifyInstance } from 'fastify'

import type { Clock } from '#/platform/clock.ts'

import { type Article, catalogue } from './catalogue.ts'
import { priceOn } from './orders.ts'

type Shop = { writeKey: string; start: Date; clock: Clock }

const file = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`shop/${name}`, import.meta.url)), 'utf8')

export async function serveStorefront(server: FastifyInstance, shop: Shop): Promise<void> {
  const [script, style] = await Promise.all([file('shop.js'), file('shop.css')])
  server.get('/shop/shop.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(script))
  server.get('/shop/shop.css', (_, reply) => reply.type('text/css; charset=utf-8').send(style))
  const send = (title: string, body: string): string => page({ title, body, writeKey: shop.writeKey })
  server.get('/shop', (_, reply) =>
    reply.type('text/html; charset=utf-8').send(send('Ilgın Dokuma', shelf(shop))),
  )
  server.get('/shop/cart', (_, reply) => reply.type('text/html; charset=utf-8').send(send('Sepetim', cart)))
  server.get<{ Params: { id: string } }>('/shop/:id', (request, reply) => {
    const article = catalogue.find((one) => one.id === request.params.id)
    if (!article)
      return reply
        .status(404)
        .type('text/html; charset=utf-8')
        .send(send('Bulunamadı', '<p>Bu ürün artık yok.</p>'))
    return reply.type('text/html; charset=utf-8').send(send(article.title, detail(article, shop)))
  })
}

function page(given: { title: string; body: string; writeKey: string }): string {
  return `<!doctype html><html lang="tr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(given.title)} · Ilgın Dokuma</title><link rel="stylesheet" href="/shop/shop.css">
<script src="/shop/shop.js" defer></script><script src="/vefa.js" data-key="${escape(given.writeKey)}" async></script></head>
<body><header><a class="brand" href="/shop">Ilgın Dokuma</a><form action="/shop" role="search"><label class="hidden" for="q">Ara</label><input id="q" name="q" type="search" placeholder="Nevresim, havlu, kırlent…"></form><a href="/shop/cart">Sepet (<span data-cart-count>0</span>)</a></header>
<main>${given.body}</main><footer>Örnek mağaza: buradaki hiçbir şey satılık değildir.</footer></body></html>`
}

function shelf(shop: Shop): string {
  const cards = catalogue.map(
    (article) =>
      `<li data-words="${escape(`${article.title} ${article.category}`.toLocaleLowerCase('tr'))}"><a href="/shop/${article.id}"><span class="cloth" data-colour="${escape(colourOf(article))}"></span><strong>${escape(article.title)}</strong><span>${lira(article, shop)}</span></a></li>`,
  )
  return `<h1>Evinize keten, pamuk ve yün</h1><ul class="shelf">${cards.join('')}</ul>`
}

function detail(article: Article, shop: Shop): string {
  const facts = {
    product_id: article.id,
    name: article.title,
    category: article.category,
    brand: article.brand,
    price: priceOn(article, shop.start, shop.clock.now()) / 100,
    currency: 'TRY',
  }
  return `<article data-product="${escape(JSON.stringify(facts))}"><span class="cloth large" data-colour="${escape(colourOf(article))}"></span><div><p>${escape(article.category)} · ${escape(article.brand)}</p><h1>${escape(article.title)}</h1><p class="price">${lira(article, shop)}</p><button type="button" data-add>Sepete ekle</button></div></article>`
}

const cart = `<h1>Sepetim</h1><div data-cart></div><form data-checkout hidden><h2>Bilgileriniz</h2>
<label>Adınız <input name="name" autocomplete="name" required></label><label>E-posta <input name="email" type="email" autocomplete="email" required></label>
<label class="tick"><input name="consent" type="checkbox"> Yeniliklerden e-postayla haberdar olmak istiyorum</label><button>Siparişi tamamla</button></form><p data-thanks hidden>Teşekkürler, siparişinizi aldık.</p>`

function colourOf(article: Article): string {
  return article.title.split(', ').at(-1) ?? ''
}

function lira(article: Article, shop: Shop): string {
  return new Intl.NumberFormat('tr-TR', {
    style: 'currency',
    currency: 'TRY',
    maximumFractionDigits: 0,
  }).format(priceOn(article, shop.start, shop.clock.now()) / 100)
}

function escape(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
