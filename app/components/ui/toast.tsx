'use client';
// Short confirmations at the edge of the screen, announced politely, gone after a while. Errors never come this way:
// they stand beside what they are about.

import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';

const SHOWN_MS = 6000;

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Shows a confirmation. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; text: string }[]>([]);
  const last = useRef(0);
  const show = useCallback((text: string) => {
    const id = ++last.current;
    setToasts((now) => [...now.slice(-2), { id, text }]);
    setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  return (
    <ToastContext value={useMemo(() => show, [show])}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed right-4 bottom-16 z-50 flex flex-col items-end gap-2 lg:bottom-4"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="rounded border border-line border-l-4 border-l-ok bg-raised px-3 py-2 shadow-sm"
          >
            {toast.text}
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
