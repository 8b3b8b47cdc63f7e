// Sets theme and language before the first paint, so that nothing flashes.
// The schema library must not try to make code from text: the content security policy forbids it.
globalThis.__zod_globalConfig = { jitless: true }
;(function () {
  var root = document.documentElement
  var theme = localStorage.getItem('vefa.theme') || 'system'
  var dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  var language =
    localStorage.getItem('vefa.language') || (navigator.language.slice(0, 2) === 'tr' ? 'tr' : 'en')
  root.lang = language
})()
