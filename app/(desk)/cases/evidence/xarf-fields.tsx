// A XARF report's own fields, each with its path in the document.

import { useTranslations } from 'next-intl';
import { visibleText } from '@/lib/mime/visible-text';
import { flattenDocument } from '@/lib/reports/flatten-document';
import { documentRows } from '@/lib/reports/limits';

export function XarfFields({ document }: { document: Record<string, unknown> }) {
  const t = useTranslations('report');
  const { rows, more } = flattenDocument(document);
  return (
    <details className="mt-4">
      <summary className="font-semibold">{t('xarf')}</summary>
      <p className="mb-1 text-[0.8125rem] text-muted">{t('xarfConverted')}</p>
      <table aria-label={t('xarf')} className="w-full text-[0.8125rem]">
        <tbody>
          {rows.map(({ path, text, isCut }) => (
            <tr key={path} className="border-t border-line first:border-t-0">
              <th
                scope="row"
                className="w-1/3 py-0.5 pr-3 text-left align-top font-mono font-normal break-all"
              >
                {visibleText(path)}
              </th>
              <td className="py-0.5 break-all">
                {isCut ? t('xarfValueCut', { text: visibleText(text) }) : visibleText(text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="mt-1 text-muted">{t('xarfCut', { count: documentRows })}</p> : null}
    </details>
  );
}
