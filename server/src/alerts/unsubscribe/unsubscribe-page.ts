import { html } from 'hono/html'
import { subjectWords } from './mail-subject.ts'
import type { Subscription } from './unsubscribe-token.ts'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{display:grid;min-height:100vh;margin:0;place-items:center}
main{width:min(440px,calc(100vw - 48px))}
h1{margin:0 0 8px;font-size:21px}p{margin:0 0 16px;overflow-wrap:anywhere}
button{min-height:44px;padding:0 20px;border:0;border-radius:6px;background:#3129b7;color:#fff;font:inherit}
button:focus-visible{outline:3px solid #8f8aff;outline-offset:2px}`

/** Asks with a button: a scanner that follows links must not unsubscribe anybody. */
export function askPage({ address, subject }: Subscription) {
  return page(
    'Unsubscribe',
    html`<h1>Unsubscribe?</h1>
      <p>${address} will get no more mails about ${subjectWords(subject)}.</p>
      <form method="post">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <button>Unsubscribe</button>
      </form>`,
  )
}

/** Says that it is done, with a way back. */
export function donePage({ address, subject }: Subscription) {
  return page(
    'Unsubscribed',
    html`<h1>Unsubscribed</h1>
      <p>${address} gets no more mails about ${subjectWords(subject)}.</p>
      <form method="post">
        <input type="hidden" name="subscribe" value="again" />
        <button>Subscribe again</button>
      </form>`,
  )
}

export function againPage({ address, subject }: Subscription) {
  return page(
    'Subscribed',
    html`<h1>Subscribed again</h1>
      <p>${address} gets mails about ${subjectWords(subject)}.</p>`,
  )
}

export function unknownPage() {
  return page(
    'Unknown link',
    html`<h1>This link is not known here</h1>
      <p>It is cut, or of another Outlay. Use the link of the newest mail.</p>`,
  )
}

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta name="robots" content="noindex" />
    <title>${title} · Outlay</title>
    <style>
      ${STYLE}
    </style>
  </head>
  <body>
    <main>${body}</main>
  </body>
</html>`
}
