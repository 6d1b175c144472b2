// What the provider knows of our ranges and DKIM domains.

import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, SubmitButton, TextAreaField } from '@/app/components/ui';
import type { CoveredValues } from '@/lib/feedback-loops/types';
import { TOLD_KINDS } from '@/lib/own-network/types';
import { coverResourcesAction } from './actions';

interface CoverPanelProps {
  id: number;
  covered: CoveredValues;
  isAdmin: boolean;
}

export async function CoverPanel({ id, covered, isAdmin }: CoverPanelProps) {
  const [t, common] = await Promise.all([getTranslations('loops.cover'), getTranslations('common')]);
  return (
    <Section title={t('title')} text={t('text')}>
      <ActionForm
        // What was told meanwhile stands in the fields.
        key={TOLD_KINDS.map((kind) => covered[kind].join()).join(' ')}
        action={coverResourcesAction}
        label={t('title')}
        doneText={common('saved')}
        className="flex max-w-2xl flex-col gap-3"
      >
        <input type="hidden" name="id" value={id} />
        <div className="grid gap-3 sm:grid-cols-2">
          {TOLD_KINDS.map((kind) => (
            <TextAreaField
              key={kind}
              label={t(kind)}
              hint={t('hint', { count: covered[kind].length })}
              name={kind}
              defaultValue={covered[kind].join('\n')}
              rows={Math.min(10, Math.max(3, covered[kind].length + 1))}
              readOnly={!isAdmin}
              spellCheck={false}
            />
          ))}
        </div>
        <FormError />
        {isAdmin ? (
          <div>
            <SubmitButton look="plain">{common('save')}</SubmitButton>
          </div>
        ) : null}
      </ActionForm>
    </Section>
  );
}
