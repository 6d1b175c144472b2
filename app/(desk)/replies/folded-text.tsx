// A text of the conversation: its beginning at once, the rest of a long one behind a fold, and so what it quotes.

import { useTranslations } from 'next-intl';
import { splitQuoted } from '@/lib/replies/split-quoted';

/** More than this is folded away; a few lines more are not worth a fold. */
const SHOWN_LINES = 12;
const SPARED_LINES = 4;
const SHOWN_CHARS = 1_200;

const box =
  'mt-1 max-w-[80ch] rounded border border-line bg-panel px-2 py-1 wrap-anywhere whitespace-pre-wrap';

/** `quoted`: given where it is parted already; else the text itself is. */
export function FoldedText({ text: whole, quoted: given }: { text: string; quoted?: string | null }) {
  const t = useTranslations('replies');
  const { text, quoted } = given === undefined ? splitQuoted(whole) : { text: whole, quoted: given };
  const cut = cutAt(text);
  return (
    <>
      <p className="my-1 max-w-[80ch] wrap-anywhere whitespace-pre-wrap">
        {cut === null ? text : `${text.slice(0, cut).trimEnd()} …`}
      </p>
      {cut === null ? null : (
        <details className="my-1">
          <summary className="text-accent">{t('rest')}</summary>
          <p className={box}>{text.slice(cut).trimStart()}</p>
        </details>
      )}
      {quoted === null ? null : (
        <details className="my-1">
          <summary className="text-accent">{t('quoted')}</summary>
          <p className={box}>{quoted}</p>
        </details>
      )}
    </>
  );
}

/** Where a long text is cut: at the end of a line or a word; null where it is short. */
function cutAt(text: string): number | null {
  const lines = text.split('\n');
  if (lines.length <= SHOWN_LINES + SPARED_LINES && text.length <= SHOWN_CHARS * 1.2) return null;
  const byLines = lines.slice(0, SHOWN_LINES).join('\n').length;
  if (byLines <= SHOWN_CHARS) return byLines;
  const space = text.lastIndexOf(' ', SHOWN_CHARS);
  return space > SHOWN_CHARS / 2 ? space : SHOWN_CHARS;
}
