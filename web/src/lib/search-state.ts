import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { View } from './view.ts'

/** The view that the address bar holds. */
export function useView(): View {
  return useSearch({ strict: false }) as View
}

/**
 * Changes some of the view. Deliberate choices make a step in the history; typing passes `replace`.
 */
export function useSetView(): (patch: Partial<View>, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate()
  const view = useView()
  return useCallback(
    (patch, options) => {
      void navigate({
        to: '.',
        search: { ...view, ...patch },
        replace: options?.replace ?? false,
        resetScroll: false,
      })
    },
    [navigate, view],
  )
}
