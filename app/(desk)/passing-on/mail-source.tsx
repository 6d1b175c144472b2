// The bytes of a mail as text, its hidden characters made visible; nothing of it is rendered.

import { visibleText } from '@/lib/mime/visible-text';

/** More is cut: the rest of a digest is more of the same. */
const MOST_CHARS = 40_000;

export function MailSource({ bytes }: { bytes: Uint8Array }) {
  const text = Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n');
  return (
    <pre
      tabIndex={0}
      className="max-h-[32rem] overflow-auto rounded border border-line bg-panel px-2 py-1 text-[0.8125rem] wrap-anywhere whitespace-pre-wrap"
    >
      {visibleText(text.slice(0, MOST_CHARS))}
      {text.length > MOST_CHARS ? '\n…' : ''}
    </pre>
  );
}
