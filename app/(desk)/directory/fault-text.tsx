// Why a directory could not be read, in words, with the server's own words below.

import { useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';

interface FaultTextProps {
  code: string;
  detail: Readonly<Record<string, string | number>>;
}

export function FaultText({ code, detail }: FaultTextProps) {
  const t = useTranslations('directory');
  const { message: said, text, ...facts } = detail;
  const message = said ?? text;
  const shown = code === 'shrunk' ? [] : Object.entries(facts).filter(([name]) => name !== 'fault');
  return (
    <>
      <span>{lookUp(t, `faults.${code}`, { ...detail }) ?? code}</span>
      {shown.length > 0 || message !== undefined ? (
        <span className="block font-mono text-[0.8125rem] break-words text-muted">
          {shown.map(([name, value]) => `${lookUp(t, `details.${name}`) ?? name}: ${value}`).join(' · ')}
          {shown.length > 0 && message !== undefined ? ' · ' : ''}
          {message}
        </span>
      ) : null}
    </>
  );
}
