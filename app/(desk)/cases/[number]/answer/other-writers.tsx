'use client';
// Who else is writing to the customer of this case: two answers to one question help nobody. Looked at now and then while
// the page is in front of somebody.

import { useNow, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Alert } from '@/app/components/ui';
import type { OtherWriter } from '@/lib/desk/keep-answer';

const LOOK_MS = 10_000;
/** Who paused for longer has a draft and is not writing. */
const WRITING_MS = 120_000;

export function OtherWriters({ number, initial }: { number: string; initial: OtherWriter[] }) {
  const t = useTranslations('thread');
  const [others, setOthers] = useState(initial);
  const now = useNow({ updateInterval: LOOK_MS });
  useEffect(() => {
    let isOver = false;
    let isLooking = false;
    const look = async () => {
      if (document.visibilityState !== 'visible' || isLooking) return;
      isLooking = true;
      const found = await readOthers(number);
      isLooking = false;
      if (!isOver && found !== null) setOthers(found);
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [number]);
  return (
    <div aria-live="polite">
      {others.map(({ name, savedAt }) => {
        const at = new Date(savedAt);
        const isWriting = now.getTime() - at.getTime() < WRITING_MS;
        return (
          <div key={name} className="mb-3">
            <Alert tone={isWriting ? 'warn' : 'info'}>
              {t(isWriting ? 'othersWriting' : 'othersDraft', { name, at })}
            </Alert>
          </div>
        );
      })}
    </div>
  );
}

// A failed look is no news; the next one comes soon.
async function readOthers(number: string): Promise<OtherWriter[] | null> {
  try {
    const answer = await fetch(`/cases/${number}/answer/draft`, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { others: OtherWriter[] }).others : null;
  } catch {
    return null;
  }
}
