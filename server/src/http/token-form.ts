import { html } from 'hono/html'

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{display:grid;min-height:100vh;margin:0;place-items:center}
form{display:grid;gap:12px;width:min(380px,calc(100vw - 48px))}
h1,p{margin:0}h1{font-size:21px}input,button{box-sizing:border-box;height:36px;padding:0 12px;font:inherit}
button{border:0;border-radius:6px;background:#3129b7;color:#fff}`

/** True for a page that someone opens in a browser, not a question of a script. */
export function wantsPage(method: string, accept: string | undefined): boolean {
  return method === 'GET' && (accept ?? '').includes('text/html')
}

/**
 * What a browser without the token sees in place of any page: a form that opens the same address with `?token=`. It needs
 * no file of the app, as those are for holders of the token.
 */
export function tokenForm(address: string) {
  const params = [...new URL(address).searchParams]
  const wasWrong = params.some(([name]) => name === 'token')
  const kept = params.filter(([name]) => name !== 'token')
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Access · Outlay</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <form method="get">
        <h1>This Outlay needs a token</h1>
        ${wasWrong ? html`<p role="alert">That is not the token of this server.</p>` : ''}
        ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus />
        <button>Continue</button>
        <p>It is what the server was started with: OUTLAY_TOKEN.</p>
      </form>
    </main>
  </body>
</html>`
}
