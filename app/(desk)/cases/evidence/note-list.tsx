// What was odd about a report, in sentences.

import { useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';
import { visibleText } from '@/lib/mime/visible-text';
import { noteKeys } from '@/lib/reports/note-key';

export function NoteList({ notes }: { notes: string[] }) {
  const t = useTranslations('report');
  if (notes.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{t('oddities')}</h3>
      <ul className="list-disc pl-5">
        {notes.map((code) => (
          <li key={code} className="wrap-anywhere">
            {sentenceOf(t, code) ?? <code>{visibleText(code)}</code>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The sentence for a note; null where the catalogue has none and the bare code is shown. */
export function sentenceOf(t: Parameters<typeof lookUp>[0], code: string): string | null {
  for (const { key, value } of noteKeys(code)) {
    const sentence = lookUp(t, `notes.${key}`, { value: visibleText(value) });
    if (sentence !== null) return sentence;
  }
  return null;
}
