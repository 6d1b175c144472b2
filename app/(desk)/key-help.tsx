// The keyboard of a page: the button that explains it, and the client part that listens.

import Link from 'next/link';
import { Kbd } from '@/app/components/ui';
import { KeyListener } from './key-listener';

interface KeyHelpProps {
  isOn: boolean;
  /** Keys with what they do. */
  keys: readonly (readonly [string, string])[];
  texts: {
    title: string;
    open: string;
    /** How it is switched on or off, and the link to where. */
    note: string;
    settings: string;
  };
}

export function KeyHelp({ isOn, keys, texts: { title, open, note, settings } }: KeyHelpProps) {
  return (
    <KeyListener isOn={isOn} title={title} openLabel={open}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
        {keys.map(([key, text]) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">
        {note} <Link href="/me">{settings}</Link>
      </p>
    </KeyListener>
  );
}
