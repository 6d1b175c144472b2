'use client';
// Looks again every second or two while a replay is under way, so that its result appears by itself.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 1_500;

export function ReloadWhileOpen() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
