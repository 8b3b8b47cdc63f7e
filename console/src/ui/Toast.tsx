/** Short news at the foot of the page, with undo for ten seconds where something can be taken back. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'

import { Icon } from './Icon.tsx'

export type ToastContent = { text: string; undo?: { label: string; run: () => void }; tone?: 'plain' | 'bad' }
type Shown = ToastContent & { id: number }

const shownFor = 10_000
const Context = createContext<(toast: ToastContent) => void>(() => undefined)

export function useToast(): (toast: ToastContent) => void {
  return useContext(Context)
}

export function ToastProvider({ children, closeLabel }: { children: ReactNode; closeLabel: string }) {
  const [toasts, setToasts] = useState<Shown[]>([])
  const last = useRef(0)
  const close = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  )
  const show = useCallback(
    (toast: ToastContent) => {
      last.current += 1
      const id = last.current
      setToasts((shown) => [...shown.slice(-2), { ...toast, id }])
      setTimeout(() => close(id), shownFor)
    },
    [close],
  )
  const list = useMemo(
    () =>
      toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} close={() => close(toast.id)} closeLabel={closeLabel} />
      )),
    [toasts, close, closeLabel],
  )
  return (
    <Context value={show}>
      {children}
      <div
        aria-live="polite"
        className="fixed bottom-5 left-1/2 z-[var(--z-toast)] flex w-max max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col gap-2 max-phone:bottom-[72px]"
      >
        {list}
      </div>
    </Context>
  )
}

function ToastCard({ toast, close, closeLabel }: { toast: Shown; close: () => void; closeLabel: string }) {
  const { undo } = toast
  return (
    <div
      className="appears flex min-h-11 items-center gap-3 rounded-[10px] bg-ink py-2 pr-2 pl-[14px] text-bg shadow-dialog"
      role={toast.tone === 'bad' ? 'alert' : 'status'}
    >
      {toast.tone === 'bad' && <Icon name="warning" />}
      <span className="flex-1">{toast.text}</span>
      {undo && (
        <button
          type="button"
          className="h-7 rounded-2 border border-current/40 px-[10px] text-12 font-medium"
          onClick={() => {
            undo.run()
            close()
          }}
        >
          {undo.label}
        </button>
      )}
      <button
        type="button"
        aria-label={closeLabel}
        onClick={close}
        className="grid size-7 place-items-center rounded-2"
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}
