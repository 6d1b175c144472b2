// What stands where a list would: which of "nothing to do", "not connected" and "your filter hides 40" it is.

import type { ReactNode } from 'react';

export function EmptyState({
  title,
  text,
  action,
}: {
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded border border-line bg-panel px-4 py-8 text-center">
      <p className="font-semibold">{title}</p>
      {text ? <p className="mx-auto mt-1 max-w-[60ch] text-muted">{text}</p> : null}
      {action ? <div className="mt-3 flex justify-center gap-2">{action}</div> : null}
    </div>
  );
}
