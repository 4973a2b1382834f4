import { type FormEvent, useId, useState } from 'react'
import { useTitle } from '../../lib/use-title.ts'

/** Asks for the token of this server. The server answers it with a cookie that no script can read. */
export function TokenPage() {
  useTitle('Access')
  const id = useId()
  const { token, setToken, busy, fault, submit } = useSignIn()
  return (
    <main className="access">
      <form className="card" onSubmit={submit}>
        <h1 className="answer">This Outlay needs a token</h1>
        <label htmlFor={id} className="field-label">
          Token
        </label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          required
          value={token}
          aria-describedby={`${id}fault`}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? 'Asking…' : 'Continue'}
        </button>
        <p className="field-hint">It is what the server was started with: OUTLAY_TOKEN.</p>
        <p id={`${id}fault`} className="warn-text" role="alert">
          {fault}
        </p>
      </form>
    </main>
  )
}

function useSignIn() {
  const [token, setToken] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    void signIn(token.trim()).then((found) => {
      setBusy(false)
      setFault(found)
      if (found === '') location.reload()
    })
  }
  return { token, setToken, busy, fault, submit }
}

/** Trades the token for the cookie, in a request of its own so that no history keeps it; answers what is wrong. */
async function signIn(token: string): Promise<string> {
  try {
    const { ok, status } = await fetch(`/api/v1/meta?${new URLSearchParams({ token })}`)
    if (ok) return ''
    return status === 401 ? 'That is not the token of this server.' : `The server answered ${status}.`
  } catch {
    return 'The server does not answer. Is it still running?'
  }
}
