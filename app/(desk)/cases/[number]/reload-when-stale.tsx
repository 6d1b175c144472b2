'use client';
// After somebody else was faster: fetches the case as it now is, under the same forms, so that what was typed stays.

import { useRouter } from 'next/navigation';
import { Button, useFormState } from '@/app/components/ui';

const staleCodes = ['case-stale', 'case-not-allowed', 'case-other-open'];

export function ReloadWhenStale({ label }: { label: string }) {
  const router = useRouter();
  const { error } = useFormState().state;
  if (error === undefined || !staleCodes.includes(error.code)) return null;
  return (
    <div>
      <Button onClick={() => router.refresh()}>{label}</Button>
    </div>
  );
}
