'use client';
// Keeps what is being written: at every pause, when the page is left, and again until it is kept. Says how that stands.

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { AnswerPreview, KeptAnswer } from '@/lib/desk/keep-answer';

/** A pause in typing. */
const PAUSE_MS = 700;
/** What a page was left with is there by then. */
const LOOK_MS = 1_500;
/** After a failure. */
const AGAIN_MS = 5_000;

export interface KeptState {
  /** `changed`: not kept yet; `failed`: tried, and tried again soon. */
  status: 'untouched' | 'changed' | 'kept' | 'failed';
  /** ISO time of what is kept; null: nothing is. */
  savedAt: string | null;
  preview: AnswerPreview;
  /** Why it failed; null: the server could not be reached. */
  refusal: string | null;
}

export interface Keeper extends KeptState {
  /** Something was changed. */
  touch: () => void;
  /** Keeps it now; whether that went well. */
  keep: () => Promise<boolean>;
  /** Nothing is kept from here on: it was sent, or thrown away. */
  stop: () => void;
}

interface KeepOptions {
  number: string;
  /** Around the form. */
  root: RefObject<HTMLElement | null>;
  savedAt: string | null;
  preview: AnswerPreview;
  /** What the page was left with came in only after this one was made, and nothing has been written here. */
  onNewer: () => void;
}

export function useKeptAnswer({ number, root, savedAt, preview, onNewer }: KeepOptions): Keeper {
  const [state, setState] = useState<KeptState>({
    status: savedAt === null ? 'untouched' : 'kept',
    savedAt,
    preview,
    refusal: null,
  });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // Counts changes: what was kept is only the last word if nothing was typed since.
  const changes = useRef(0);
  const kept = useRef(0);
  const isOver = useRef(false);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));

  const keepOnce = useCallback(async (): Promise<boolean> => {
    const body = bodyIn(root.current);
    if (isOver.current || body === null) return false;
    const mine = changes.current;
    const answer = await post(number, body);
    if (isOver.current) return false;
    const isLast = mine === changes.current;
    if ('refusal' in answer) {
      setState((now) => ({ ...now, status: 'failed', refusal: answer.refusal }));
      return false;
    }
    kept.current = mine;
    const { savedAt: at, preview: shown } = answer;
    setState({ status: isLast ? 'kept' : 'changed', savedAt: at, preview: shown, refusal: null });
    return isLast;
  }, [root, number]);

  const keep = useCallback((): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current);
    queue.current = queue.current.then(keepOnce);
    return queue.current;
  }, [keepOnce]);

  const touch = useCallback(() => {
    changes.current += 1;
    setState((now) => (now.status === 'changed' ? now : { ...now, status: 'changed' }));
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), PAUSE_MS);
  }, [keep]);

  const stop = useCallback(() => {
    isOver.current = true;
    if (timer.current !== null) clearTimeout(timer.current);
  }, []);

  useEffect(() => {
    if (state.status !== 'failed') return;
    const again = setTimeout(() => void keep(), AGAIN_MS);
    return () => clearTimeout(again);
  }, [state, keep]);

  useEffect(() => {
    const leave = () => {
      const body = bodyIn(node);
      if (isOver.current || kept.current === changes.current || body === null) return;
      void post(number, body, true);
    };
    const node = root.current;
    // The one comes before the next page is asked for, the other also where a phone closes the page.
    window.addEventListener('beforeunload', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.removeEventListener('pagehide', leave);
      // A link within the desk leaves no page behind: what is unkept goes now.
      if (timer.current !== null) clearTimeout(timer.current);
      leave();
    };
  }, [root, number]);

  useEffect(() => {
    if (state.status !== 'failed') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [state.status]);

  const seen = useRef(savedAt);
  useEffect(() => {
    const look = async () => {
      const at = await lastKept(number);
      if (at !== null && at !== seen.current && changes.current === 0 && !isOver.current) onNewer();
    };
    const soon = setTimeout(() => void look(), LOOK_MS);
    return () => clearTimeout(soon);
  }, [number, onNewer]);

  return { ...state, touch, keep, stop };
}

function bodyIn(root: HTMLElement | null): string | null {
  const form = root?.querySelector('form') ?? null;
  if (form === null) return null;
  const values = new FormData(form);
  const text = (name: string) => String(values.get(name) ?? '');
  return JSON.stringify({
    replyId: text('replyId'),
    to: text('to'),
    voice: text('voice'),
    text: text('text'),
    quotes: values.has('quotes') ? 'yes' : 'no',
  });
}

// A failed look is no news.
async function lastKept(number: string): Promise<string | null> {
  try {
    const answer = await fetch(`/cases/${number}/answer/draft`, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { savedAt: string | null }).savedAt : null;
  } catch {
    return null;
  }
}

type Posted = KeptAnswer | { refusal: string | null };

/** `isLeaving`: the page goes, the request stays. */
async function post(number: string, body: string, isLeaving = false): Promise<Posted> {
  try {
    const answer = await fetch(`/cases/${number}/answer/draft`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: isLeaving,
    });
    return (await answer.json()) as Posted;
  } catch {
    return { refusal: null };
  }
}
