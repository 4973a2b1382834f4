import type { SavedView } from '@outlay/shared/saved'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { Menu, MenuItem } from '../../components/ui/menu.tsx'
import { deleteChange, postChange, readName } from '../../lib/change.ts'
import { isolate } from '../../lib/isolate.ts'
import { viewsOptions } from './answers.ts'
import { BUILT_IN_VIEWS } from './built-in-views.ts'
import './saved.css'
import { SaveViewDialog } from './save-view-dialog.tsx'
import { UndoLine } from './undo-line.tsx'

/** Questions that are kept under a name, and the way to keep the one on screen. */
export function ViewsMenu() {
  const { data: views = [] } = useQuery(viewsOptions())
  const client = useQueryClient()
  const [saving, setSaving] = useState(false)
  const [deleted, setDeleted] = useState<SavedView | null>(null)
  const open = useOpen()
  const me = readName()
  const groups = [
    ['Mine', views.filter(({ owner }) => owner === me)],
    ['Shared', views.filter(({ owner }) => owner !== me)],
  ] as const
  return (
    <>
      <Menu
        label="Views"
        className="button views-button"
        button={
          <>
            <Icon name="star" size={14} /> Views
          </>
        }
      >
        {(close) => (
          <>
            <MenuItem
              checked={false}
              onSelect={() => {
                close()
                setSaving(true)
              }}
            >
              Save this view…
            </MenuItem>
            {deleted !== null && (
              <UndoLine
                what={`“${isolate(deleted.name)}”`}
                undo={() => restore(deleted)}
                onDone={() => {
                  setDeleted(null)
                  void client.invalidateQueries({ queryKey: ['/views'] })
                }}
              />
            )}
            {groups.map(([title, own]) => (
              <Fragment key={title}>
                {own.length > 0 && <p className="menu-title">{title}</p>}
                {own.map((view) => (
                  <SavedRow
                    key={view.id}
                    view={view}
                    onOpen={() => open(`${view.path}?${view.search}`, close)}
                    onDeleted={() => setDeleted(view)}
                  />
                ))}
              </Fragment>
            ))}
            <p className="menu-title">Built in</p>
            {BUILT_IN_VIEWS.map(({ name, search }) => (
              <MenuItem key={name} checked={false} onSelect={() => open(`/explore?${search}`, close)}>
                {name}
              </MenuItem>
            ))}
          </>
        )}
      </Menu>
      {saving && <SaveViewDialog onClose={() => setSaving(false)} />}
    </>
  )
}

function restore({ name, path, search, shared }: SavedView): Promise<unknown> {
  return postChange('/views', { name, path, search, shared })
}

interface SavedRowProps {
  readonly view: SavedView
  readonly onOpen: () => void
  readonly onDeleted: () => void
}

function SavedRow({ view, onOpen, onDeleted }: SavedRowProps) {
  const client = useQueryClient()
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: () => deleteChange(`/views/${encodeURIComponent(view.id)}`),
    onSuccess: onDeleted,
    onSettled: () => client.invalidateQueries({ queryKey: ['/views'] }),
  })
  return (
    <div className="saved-row">
      <MenuItem checked={false} onSelect={onOpen}>
        <bdi>{view.name}</bdi>
        <span className="row-note">
          {view.shared ? `shared by ${isolate(view.owner)}` : 'only you see it'}
        </span>
      </MenuItem>
      <button
        type="button"
        className="button icon-only ghost small"
        aria-label={`Delete the view ${isolate(view.name)}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}

/** Goes to an address of Outlay as the address bar would. */
function useOpen() {
  const router = useRouter()
  return (address: string, close: () => void) => {
    close()
    router.history.push(address)
  }
}
