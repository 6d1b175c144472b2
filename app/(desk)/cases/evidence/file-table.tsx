// The files of a mail: what the sender calls them, and a way to fetch them that no browser opens.

import { useFormatter, useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { MailFile } from '@/lib/mail-view/types';

interface FileTableProps {
  files: MailFile[];
  mailId: number;
  /** The report's place in its mail where the files are those of the reported mail; null for the mail itself. */
  reported: number | null;
}

export function FileTable({ files, mailId, reported }: FileTableProps) {
  const t = useTranslations('report');
  const evidence = useTranslations('case.evidence');
  const format = useFormatter();
  if (files.length === 0) return null;
  const query = reported === null ? '' : `?report=${reported}`;
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">{evidence('attachments')}</h3>
      <p className="mb-1 max-w-[75ch] text-[0.8125rem] text-muted">{t('filesHint')}</p>
      <Table label={evidence('attachments')}>
        <thead>
          <tr>
            <Th>{t('fileName')}</Th>
            <Th>{t('fileType')}</Th>
            <Th align="right">{t('fileSize')}</Th>
            <Th>SHA-256</Th>
            <Th>
              <span className="sr-only">{t('downloadFile')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ index, name, type, sizeBytes, sha256Prefix }) => (
            <tr key={index}>
              <Td className="min-w-32 break-all">
                {name ?? <span className="text-muted">{evidence('unnamed')}</span>}
              </Td>
              <Td className="break-all">{type}</Td>
              <Td align="right" className="whitespace-nowrap">
                {t('fileBytes', { size: sizeBytes })}
              </Td>
              <Td className="font-mono text-[0.75rem] whitespace-nowrap">{sha256Prefix}…</Td>
              <Td>
                <a
                  href={`/intake/${mailId}/attachments/${index}${query}`}
                  download
                  aria-label={t('downloadFileOf', { number: format.number(index + 1) })}
                >
                  {t('downloadFile')}
                </a>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
