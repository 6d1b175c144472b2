'use client';
// The seconds in which a notice, or an order about held mail, can still be taken back; then the page asks how far it is.

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/** The worker looks every second, and a server answers within a few. */
const ASK_AFTER_MS = 3_000;

interface LeavesInProps {
  dueAt: number;
  /** Whose words; each has `leavesIn`. */
  namespace?: 'notices' | 'queue';
}

export function LeavesIn({ dueAt, namespace = 'notices' }: LeavesInProps) {
  const t = useTranslations(namespace);
  const router = useRouter();
  const [now, setNow] = useState<number | null>(null);
  const isOver = now !== null && now >= dueAt;
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = isOver ? setInterval(() => router.refresh(), ASK_AFTER_MS) : setInterval(tick, 1_000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [isOver, router]);
  if (now === null || isOver) return null;
  return <span className="tabular-nums">{t('leavesIn', { seconds: Math.ceil((dueAt - now) / 1_000) })}</span>;
}
