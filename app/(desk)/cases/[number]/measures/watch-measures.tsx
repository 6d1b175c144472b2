'use client';
// Looks whether something about the measures changed since the page was made, and has it made again then. Often while
// something is under way, seldom while something merely stands.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const UNDER_WAY_MS = 1_000;
const STANDING_MS = 20_000;

interface WatchMeasuresProps {
  /** Address of the look. */
  href: string;
  /** What the look said when the page was made. */
  mark: string;
  isUnderWay: boolean;
}

export function WatchMeasures({ href, mark, isUnderWay }: WatchMeasuresProps) {
  const router = useRouter();
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const now = await readMark(href);
      if (!isOver && now !== null && now !== mark) router.refresh();
    };
    const timer = setInterval(() => void look(), isUnderWay ? UNDER_WAY_MS : STANDING_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [href, mark, isUnderWay, router]);
  return null;
}

// A failed look is no news; the next one comes soon, and the page itself says when it cannot load.
async function readMark(href: string): Promise<string | null> {
  try {
    const answer = await fetch(href, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { mark: string }).mark : null;
  } catch {
    return null;
  }
}
