'use client';
// Looks again while a reading that was asked for has not come, and says that it is waited for.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

const LOOK_MS = 2_000;

export function AwaitReading() {
  const t = useTranslations('directory');
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <span role="status" className="text-muted">
      {t('awaiting')}
    </span>
  );
}
