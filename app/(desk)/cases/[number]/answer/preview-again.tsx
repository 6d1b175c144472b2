'use client';
// Where the answer is no longer what was shown, it is shown anew at once; the words stay.

import { useEffect } from 'react';
import { useFormState } from '@/app/components/ui';

export function PreviewAgain({ keep }: { keep: () => Promise<boolean> }) {
  const { error } = useFormState().state;
  useEffect(() => {
    if (error?.code === 'preview-stale') void keep();
  }, [error, keep]);
  return null;
}
