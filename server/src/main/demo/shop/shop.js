// The storefront's own script: cart, search, checkout. It speaks to Vefa only through window.vefa.
;(() => {
  window.vefa = window.vefa || []
  const track = (event, properties) => window.vefa.push(['track', event, properties])
  const cart = () => JSON.parse(localStorage.getItem('ilgin.cart') || '{"id":"","lines":[]}')
  const keep = (value) => localStorage.setItem('ilgin.cart', JSON.stringify(value))
  const lira = (amount) =>
    new Intl.NumberFormat('tr-TR', { style: 'currency', currency: 'TRY' }).format(amount)
  const total = (lines) =>
    lines.reduce((sum, line) => sum + Math.round(line.price * 100) * line.quantity, 0) / 100
  const showCount = () => {
    document.querySelector('[data-cart-count]').textContent = cart().lines.reduce(
      (sum, line) => sum + line.quantity,
      0,
    )
  }

  const query = new URLSearchParams(location.search).get('q')
  if (query) {
    const words = query.toLocaleLowerCase('tr')
    document.getElementById('q').value = query
    for (const item of document.querySelectorAll('[data-words]'))
      item.hidden = !item.dataset.words.includes(words)
    track('Products Searched', {
      query,
      results: document.querySelectorAll('[data-words]:not([hidden])').length,
    })
  }

  const place = document.querySelector('[data-product]')
  if (place) {
    const product = JSON.parse(place.dataset.product)
    track('Product Viewed', { ...product, url: location.href })
    place.querySelector('[data-add]').addEventListener('click', () => {
      const now = cart()
      if (!now.id) now.id = `web-${crypto.randomUUID()}`
      const line = now.lines.find((one) => one.product_id === product.product_id)
      if (line) line.quantity += 1
      else now.lines.push({ ...product, quantity: 1 })
      keep(now)
      showCount()
      track('Product Added', { cart_id: now.id, ...product, quantity: 1 })
    })
  }

  const list = document.querySelector('[data-cart]')
  const form = document.querySelector('[data-checkout]')
  const showCart = () => {
    const { lines } = cart()
    list.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement('div')
        row.className = 'line'
        const name = document.createElement('span')
        name.textContent = `${line.quantity} × ${line.name}`
        const price = document.createElement('span')
        price.textContent = lira((Math.round(line.price * 100) * line.quantity) / 100)
        const remove = document.createElement('button')
        remove.textContent = 'Çıkar'
        remove.addEventListener('click', () => {
          const now = cart()
          now.lines = now.lines.filter((one) => one.product_id !== line.product_id)
          keep(now)
          track('Product Removed', { cart_id: now.id, ...line })
          showCart()
          showCount()
        })
        row.append(name, price, remove)
        return row
      }),
    )
    if (lines.length === 0) list.textContent = 'Sepetiniz boş.'
    form.hidden = lines.length === 0
  }
  if (list) {
    const { id, lines } = cart()
    if (lines.length > 0) track('Cart Viewed', { cart_id: id, products: lines })
    showCart()
    form.addEventListener(
      'focusin',
      () =>
        track('Checkout Started', {
          cart_id: cart().id,
          value: total(cart().lines),
          currency: 'TRY',
          products: cart().lines,
        }),
      { once: true },
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const field = (name) => form.elements.namedItem(name)
      const now = cart()
      const email = field('email').value.trim()
      window.vefa.push([
        'identify',
        {
          name: field('name').value,
          email,
          ...(field('consent').checked && { consents: { email: { marketing: true } } }),
        },
      ])
      track('Order Completed', {
        order_id: `W${Date.now().toString(36).toUpperCase()}`,
        cart_id: now.id,
        total: total(now.lines),
        currency: 'TRY',
        products: now.lines,
      })
      keep({ id: '', lines: [] })
      showCart()
      showCount()
      document.querySelector('[data-thanks]').hidden = false
    })
  }
  showCount()
})()
