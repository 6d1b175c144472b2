// A mail as a person reads it: headers, text, and its HTML only inside a frame without any right: no script, no form,
// no navigation, no request. Its own policy stands in the frame's document as well, so that neither wall is the only one.

import { useTranslations } from 'next-intl';
import { Alert } from '@/app/components/ui';
import type { MailView, MailViewResult } from '@/lib/mail-view/types';
import { visibleText } from '@/lib/mime/visible-text';

const framePolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** The document of the frame around already sanitised HTML. Dark text on white, whatever the desk's theme: as it was sent. */
function frameDocument(html: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}">
<style>body{margin:8px;background:#fff;color:#111;font:14px/1.45 sans-serif;overflow-wrap:anywhere}</style>${html}`;
}

export function MailBody({
  result,
  hasFiles,
  headersTitle,
  bodyTitle,
}: {
  result: MailViewResult;
  /** The mail has more than its text. */
  hasFiles: boolean;
  headersTitle: string;
  bodyTitle: string;
}) {
  const t = useTranslations('case.evidence');
  if (!result.ok) return <Alert tone="warn">{t(`failures.${result.code}`)}</Alert>;
  const { view } = result;
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{headersTitle}</h3>
      <HeaderTable headers={view.headers} label={headersTitle} />
      <h3 className="mt-4 mb-1 font-semibold">{bodyTitle}</h3>
      <BodyText view={view} hasFiles={hasFiles} />
      {view.html === null ? null : (
        <details className="mt-2">
          <summary>{t('html')}</summary>
          <iframe
            title={t('htmlTitle')}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={frameDocument(view.html)}
            className="mt-2 h-96 w-full rounded border border-line bg-white"
          />
        </details>
      )}
      {view.isCut ? <p className="mt-2 text-muted">{t('cut')}</p> : null}
    </>
  );
}

function BodyText({ view, hasFiles }: { view: MailView; hasFiles: boolean }) {
  const t = useTranslations('case.evidence');
  if (view.text === null || view.text.trim() === '') {
    return <p className="text-muted">{view.html === null && !hasFiles ? t('noBody') : t('noText')}</p>;
  }
  return (
    <pre
      tabIndex={0}
      aria-label={t('text')}
      className="max-h-96 overflow-auto rounded border border-line bg-panel p-2 text-[0.8125rem] break-words whitespace-pre-wrap"
    >
      {visibleText(view.text)}
    </pre>
  );
}

export function HeaderTable({
  headers,
  label,
}: {
  headers: { name: string; value: string }[];
  label: string;
}) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-96 overflow-auto rounded border border-line"
    >
      <table className="w-full text-[0.8125rem]">
        <tbody>
          {headers.map(({ name, value }, i) => (
            <tr key={i} className="border-t border-line first:border-t-0">
              <th
                scope="row"
                className="w-px px-2 py-0.5 text-left align-top font-medium whitespace-nowrap text-muted"
              >
                {visibleText(name)}
              </th>
              <td className="px-2 py-0.5 font-mono break-all">{visibleText(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
