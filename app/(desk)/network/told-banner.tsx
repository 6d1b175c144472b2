// Which providers still have to be told what changed here.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/components/ui';
import type { OpenDuties } from '@/lib/feedback-loops/duty-queries';

export async function ToldBanner({ duties }: { duties: OpenDuties[] }) {
  const t = await getTranslations('network');
  return (
    <div className="mb-6 max-w-3xl">
      <Alert tone="info" title={t('toTell')}>
        <ul className="list-disc pl-5">
          {duties.map(({ loopId, name, count }) => (
            <li key={loopId}>
              <Link href={`/feedback-loops/${loopId}`} className="underline">
                {name}
              </Link>{' '}
              <span className="text-muted">{t('changes', { count })}</span>
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}
