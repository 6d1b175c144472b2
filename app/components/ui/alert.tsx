// A message in the page. `danger` and `warn` interrupt a screen reader, the others wait.

import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type AlertTone = 'info' | 'ok' | 'warn' | 'danger';

const tones: Record<AlertTone, string> = {
  info: 'border-accent bg-accent-soft',
  ok: 'border-ok bg-ok-soft',
  warn: 'border-warn bg-warn-soft',
  danger: 'border-danger bg-danger-soft',
};

export function Alert({
  tone = 'info',
  title,
  children,
}: {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
}) {
  const urgent = tone === 'danger' || tone === 'warn';
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={classNames('rounded border-l-4 px-3 py-2', tones[tone])}
    >
      {title ? <p className="font-semibold">{title}</p> : null}
      {children}
    </div>
  );
}
