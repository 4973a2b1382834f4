// Runs before the first paint, as a file because the content policy forbids inline script.
try {
  const theme = localStorage.getItem('outlay.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem('outlay.density') === 'compact')
    document.documentElement.dataset.density = 'compact'
} catch {
  // Storage may be forbidden: the defaults then hold.
}

// The first page's answer is asked for beside its script, and not after it.
if (location.pathname === '/' && location.search === '') {
  const early = document.createElement('link')
  Object.assign(early, { rel: 'preload', as: 'fetch', href: '/api/v1/overview', crossOrigin: 'anonymous' })
  document.head.append(early)
}

// Where Outlay was built anew under a running server, this page names files that the server does not have. Without them
// nothing else can say so.
addEventListener(
  'error',
  ({ target }) => {
    const isScript = target instanceof HTMLScriptElement
    const isStyle = target instanceof HTMLLinkElement && target.rel === 'stylesheet'
    if ((isScript || isStyle) && document.readyState !== 'complete') sayGone()
  },
  true,
)

function sayGone() {
  if (document.body === null) {
    addEventListener('DOMContentLoaded', sayGone, { once: true })
    return
  }
  if (document.getElementById('gone') !== null) return
  const notice = document.createElement('div')
  notice.id = 'gone'
  notice.setAttribute('role', 'alert')
  notice.style.cssText = 'padding:24px;font:15px/1.5 system-ui,sans-serif'
  const text = document.createElement('p')
  text.textContent =
    'A part of Outlay is missing: it was updated while its server was running. Reload the page; if that does not help, restart the server.'
  const button = document.createElement('button')
  button.textContent = 'Reload'
  button.addEventListener('click', () => location.reload())
  notice.append(text, button)
  document.body.prepend(notice)
}
