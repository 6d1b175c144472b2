'use client';
// Takes back what was corrected; a program of one's own goes.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import { resetProgramAction } from '../actions';

export function ResetForm({ id, isOwn }: { id: string; isOwn: boolean }) {
  const t = useTranslations('programs');
  const router = useRouter();
  const label = t(isOwn ? 'remove' : 'reset');
  return (
    <ActionForm
      action={resetProgramAction}
      label={label}
      doneText={t(isOwn ? 'removed' : 'resetDone')}
      onDone={isOwn ? () => router.push('/feedback-loops/programs') : undefined}
      className="mt-3"
    >
      <input type="hidden" name="id" value={id} />
      <FormError />
      <SubmitButton look="danger">{label}</SubmitButton>
    </ActionForm>
  );
}
