import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import type { CommandContext } from '../../lib/commands.ts'
import { isolate } from '../../lib/isolate.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { viewsOptions } from '../saved/answers.ts'
import { BUILT_IN_VIEWS } from '../saved/built-in-views.ts'

const FOUND_MAX = 6

/** Pages that no single key leads to. */
const PAGES = [
  { title: 'Rules of recommendations', path: '/recommendations/rules' },
  { title: 'How to match your console', path: '/match-your-console' },
  { title: 'Operations', path: '/operations' },
] as const

interface PlacesProps {
  readonly text: string
  readonly context: CommandContext
  readonly done: (act: () => void) => void
}

/** Other pages, views that were saved or are built in, and teams whose name holds the text. */
export function Places({ text, context, done }: PlacesProps) {
  const router = useRouter()
  const { data: saved = [] } = useQuery(viewsOptions())
  const { meta } = usePeriod()
  const go = (address: string) => done(() => router.history.push(address))
  const found = <T,>(all: readonly T[], nameOf: (each: T) => string) =>
    all.filter((each) => nameOf(each).toLowerCase().includes(text.trim().toLowerCase())).slice(0, FOUND_MAX)
  const views = found(
    [
      ...saved.map(({ name, path, search }) => ({ name, address: `${path}?${search}` })),
      ...BUILT_IN_VIEWS.map(({ name, search }) => ({ name, address: `/explore?${search}` })),
    ],
    ({ name }) => name,
  )
  return (
    <>
      <Group heading="Pages" items={found(PAGES, ({ title }) => title)}>
        {({ title, path }) => (
          <Command.Item key={path} value={path} onSelect={() => go(path)}>
            {title}
          </Command.Item>
        )}
      </Group>
      <Group heading="Views" items={views}>
        {({ name, address }) => (
          <Command.Item key={address} value={`view:${address}`} onSelect={() => go(address)}>
            <span className="truncate">{isolate(name)}</span>
          </Command.Item>
        )}
      </Group>
      <Group heading="Only one team" items={found(meta?.teams ?? [], (team) => team)}>
        {(team) => (
          <Command.Item
            key={team}
            value={`team:${team}`}
            onSelect={() => done(() => context.setView({ team }))}
          >
            <span className="truncate">{isolate(team)}</span>
          </Command.Item>
        )}
      </Group>
    </>
  )
}

interface GroupProps<T> {
  readonly heading: string
  readonly items: readonly T[]
  readonly children: (item: T) => ReactNode
}

function Group<T>({ heading, items, children }: GroupProps<T>) {
  if (items.length === 0) return null
  return <Command.Group heading={heading}>{items.map(children)}</Command.Group>
}
