/** Whether the window is a phone's; follows it when it is turned or resized. */
import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 720px)')

export function usePhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => query.matches,
  )
}
