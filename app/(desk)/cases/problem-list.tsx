// What of an address could not be used, one sentence each, and the way out.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Alert } from '@/app/components/ui';
import type { ParameterProblem } from '@/lib/url/parameter-reader';

export function ProblemList({ problems, resetHref }: { problems: ParameterProblem[]; resetHref: string }) {
  const t = useTranslations('cases.problems');
  if (problems.length === 0) return null;
  return (
    <div className="mb-3">
      <Alert tone="warn" title={t('title')}>
        <ul className="list-disc pl-5 break-words">
          {problems.map(({ parameter, value, code }) => (
            <li key={`${parameter} ${code}`}>{t(code, { parameter, value })}</li>
          ))}
        </ul>
        <Link href={resetHref}>{t('reset')}</Link>
      </Alert>
    </div>
  );
}
