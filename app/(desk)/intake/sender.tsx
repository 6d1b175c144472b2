// Who a mail says it is from, on one line: the name, then the address in a quieter colour.

import { useTranslations } from 'next-intl';

const named = /^"?([^"<]*[^"<\s])"?\s*<([^<>]+)>$/;

/** Name and address of a From line's text; the name is '' where it has none. Only for showing. Pure. */
export function splitSender(text: string): { name: string; address: string } {
  const [, name = '', address = text] = named.exec(text) ?? [];
  return { name, address };
}

export function Sender({ text }: { text: string | null }) {
  const t = useTranslations('intake');
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return <span className="text-muted">{t('noFrom')}</span>;
  const { name, address } = splitSender(trimmed);
  if (name === '') return address;
  return (
    <>
      {name} <span className="text-muted">{address}</span>
    </>
  );
}
