'use client';
// Login and password, handed to next-auth. The login stays on an error; the answer never says which of the two was wrong.

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Alert, Button, TextField } from '@/app/components/ui';

type Problem = 'refused' | 'throttled' | 'missing' | 'unreachable';

export function SignInForm({ target }: { target: string }) {
  const t = useTranslations('signIn');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const credentials = { login: String(form.get('login')), password: String(form.get('password')) };
    if (!credentials.login.trim() || !credentials.password) return setProblem('missing');
    setPending(true);
    setProblem(null);
    const found = await attempt(credentials);
    // A full load: every cached page of an earlier user is gone with it.
    if (found === null) return window.location.assign(target);
    setProblem(found);
    setPending(false);
    password.current?.select();
  }

  return (
    <form method="post" noValidate className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('login')}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <TextField
        ref={password}
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      {problem ? <Alert tone="danger">{t(`problem.${problem}`)}</Alert> : null}
      <Button type="submit" look="primary" aria-disabled={pending}>
        {pending ? t('pending') : t('submit')}
      </Button>
    </form>
  );
}

async function attempt(credentials: { login: string; password: string }): Promise<Problem | null> {
  try {
    const answer = await signIn('credentials', { ...credentials, redirect: false });
    if (answer?.ok && !answer.error) return null;
    if (answer?.error === 'throttled') return 'throttled';
    return answer?.status === 401 ? 'refused' : 'unreachable';
  } catch {
    // fetch() rejects where the server cannot be reached.
    return 'unreachable';
  }
}
