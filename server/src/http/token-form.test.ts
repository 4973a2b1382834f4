import { expect, test } from 'vitest'
import { tokenForm, wantsPage } from './token-form.ts'

test.each([
  { method: 'GET', accept: 'text/html,application/xhtml+xml;q=0.9', page: true },
  { method: 'GET', accept: '*/*', page: false },
  { method: 'GET', accept: undefined, page: false },
  { method: 'POST', accept: 'text/html', page: false },
])('$method with accept $accept: a page is wanted: $page', ({ method, accept, page }) => {
  expect(wantsPage(method, accept)).toBe(page)
})

test('the form leads back to the same view and gives nothing of the address out as markup', async () => {
  const address = `http://localhost/explore?by=service&f=${encodeURIComponent('"><script>alert(1)</script>')}`

  const page = String(await tokenForm(address))

  expect(page).toContain('<input type="hidden" name="by" value="service" />')
  expect(page).toContain('&quot;&gt;&lt;script&gt;')
  expect(page).not.toContain('<script')
  expect(page).not.toContain('That is not the token')
})

test('a wrong token is said to be wrong and is not given back', async () => {
  const page = String(await tokenForm('http://localhost/?token=guess'))

  expect(page).toContain('That is not the token')
  expect(page).not.toContain('guess')
})
