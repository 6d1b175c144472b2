'use client';
// "12 new": tells that cases came in since the list was made. The rows stay where they are until the person asks.

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { CaseTab } from '@/lib/cases/list-parameters';

const pollMs = 30_000;

interface News {
  text: string | null;
}

export function NewCasesPill({ tab, since }: { tab: CaseTab; since: string }) {
  const router = useRouter();
  const [news, setNews] = useState<{ since: string; text: string } | null>(null);
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const text = await readNews(tab, since);
      setNews(text === null ? null : { since, text });
    };
    const timer = setInterval(() => void look(), pollMs);
    return () => clearInterval(timer);
  }, [tab, since]);
  // What was found for an older list says nothing about this one.
  const text = news?.since === since ? news.text : null;
  return (
    <div role="status" className="min-h-8">
      {text === null ? null : (
        <button
          type="button"
          onClick={() => router.refresh()}
          className="min-h-8 rounded-full bg-accent px-3 py-1 font-medium text-on-accent hover:bg-accent-strong"
        >
          {text}
        </button>
      )}
    </div>
  );
}

// A failed look is no news; the next one comes in half a minute, and the page itself says when it cannot load.
async function readNews(tab: CaseTab, since: string): Promise<string | null> {
  const query = new URLSearchParams({ tab, since });
  try {
    const answer = await fetch(`/cases/news?${query.toString()}`, {
      headers: { accept: 'application/json' },
    });
    return answer.ok ? ((await answer.json()) as News).text : null;
  } catch {
    return null;
  }
}
