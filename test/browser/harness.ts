import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { connectChromium } from './chromium.ts'
import { settled } from './read-page.ts'
import { type DataFolder, dataFolder, startServer, type TestServer } from './server.ts'

interface ServerOptions {
  /** Whether the data folder is a copy of the company that was loaded for all files; else it begins empty. */
  readonly company?: boolean
  /** Fills the folder before the server starts. */
  readonly load?: (folder: string) => Promise<unknown>
  /** What the server finds in its environment, once the folder is filled. */
  readonly env?: (folder: string) => Record<string, string>
}

interface SiteServer {
  /** The server of this file, from `beforeAll` on. */
  readonly server: Pick<TestServer, 'url' | 'api'>
  stop(): Promise<void>
  /** Starts the server again where it was. */
  restart(): Promise<void>
}

interface Look {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  /** Whom the browser knows its user as; empty for nobody. */
  readonly name?: string
  /** Whether nothing may be left of what was fetched before. */
  readonly fresh?: boolean
}

interface SitePages {
  /**
   * A page as of a fresh profile, instead of the one before. What pages complain of fails their test. Scripts that a test
   * adds to run before its pages stay for the tests behind it.
   */
  open(look?: Look): Promise<Page>
  /** One more page of another profile. */
  openBeside(look?: Look): Promise<Page>
  /** Lets pass what pages complained of so far, where it has this text in it. */
  forgive(text?: string): void
}

export interface Site extends SiteServer, SitePages {
  /** Goes to a path on the page that was opened last and waits for what it shows. */
  visit(path: string): Promise<void>
}

/** A server on a data folder of its own and pages of the one browser, for the tests of the describe that calls this. */
export function useSite({ name = '', ...options }: ServerOptions & { readonly name?: string } = {}): Site {
  const site = useServer(options)
  const pages = usePages(name, () => site.server.url)
  let page: Page

  return {
    ...site,
    ...pages,
    async open(look) {
      page = await pages.open(look)
      return page
    },
    async visit(path) {
      await page.goto(`${site.server.url}${path}`)
      await settled(page)
    },
  }
}

function useServer({ company = false, load, env }: ServerOptions): SiteServer {
  let folder: DataFolder
  let started: TestServer
  const start = (port = '0') => startServer(folder.path, { port, env: env?.(folder.path) ?? {} })

  beforeAll(async () => {
    folder = dataFolder(company ? inject('company') : undefined)
    await load?.(folder.path)
    started = await start()
  })

  afterAll(async () => {
    await started?.stop()
    folder?.remove()
  })

  return {
    server: {
      get url() {
        return started.url
      },
      api: (path) => started.api(path),
    },
    stop: () => started.stop(),
    async restart() {
      started = await start(new URL(started.url).port)
    },
  }
}

function usePages(knownAs: string, origin: () => string): SitePages {
  let browser: Browser
  let tab: Tab | undefined
  const beside: BrowserContext[] = []
  const errors: string[] = []

  beforeAll(async () => {
    browser = await connectChromium(inject('browser'))
  })

  afterAll(() => browser?.close())

  afterEach(async () => {
    await Promise.all(beside.splice(0).map((context) => context.close()))
    expect(errors.splice(0), 'errors in the browser console').toEqual([])
  })

  async function newTab({ width = 1440, colorScheme = 'light', name = knownAs }: Look): Promise<Tab> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    if (name !== '') await context.addInitScript((known) => localStorage.setItem('outlay.name', known), name)
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    return { context, page, name }
  }

  return {
    async open(look = {}) {
      const { name = knownAs, fresh = false } = look
      if (tab?.name === name && !fresh && !tab.page.isClosed()) {
        const before = [...errors]
        await refresh(tab, origin(), look)
        errors.splice(0, errors.length, ...before)
      } else {
        await tab?.context.close()
        tab = await newTab(look)
      }
      return tab.page
    },
    async openBeside(look = {}) {
      const { context, page } = await newTab(look)
      beside.push(context)
      return page
    },
    forgive(text = '') {
      errors.splice(0, errors.length, ...errors.filter((error) => !error.includes(text)))
    },
  }
}

/** A page that is taken again: a new one takes more time to start than most tests take. */
interface Tab {
  readonly context: BrowserContext
  readonly page: Page
  readonly name: string
}

/** Leaves of a page nothing but what it fetched, the window that it is in and the scripts that were added to it. */
async function refresh(
  { context, page }: Tab,
  origin: string,
  { width = 1440, colorScheme = 'light' }: Look,
) {
  await Promise.all(context.pages().map((each) => (each === page ? undefined : each.close())))
  for (const event of ['request', 'requestfailed', 'response'] as const) page.removeAllListeners(event)
  await Promise.all([
    page.unrouteAll({ behavior: 'ignoreErrors' }),
    context.unrouteAll({ behavior: 'ignoreErrors' }),
  ])
  await page.goto(`${origin}/healthz`)
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await page.mouse.move(0, 0)
  await Promise.all([
    context.clearCookies(),
    context.clearPermissions(),
    page.setViewportSize({ width, height: 900 }),
    page.emulateMedia({ colorScheme, media: null, reducedMotion: null, forcedColors: null }),
  ])
}
