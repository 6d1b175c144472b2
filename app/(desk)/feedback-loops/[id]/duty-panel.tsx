// What the provider still has to be told of our resources, with the text, and the way to say that it knows.

import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActionForm, Badge, FormError, Section, SubmitButton } from '@/app/components/ui';
import type { LoopLetters, ReadyLetters } from '@/lib/desk/read-loop-letters';
import type { Duty } from '@/lib/feedback-loops/duty-queries';
import { tellProviderAction } from './actions';
import { LetterView } from './letter-view';

/** The letter below has all of them. */
const shownDuties = 30;

interface DutyPanelProps {
  id: number;
  letters: Pick<LoopLetters, 'duties'> & { change: ReadyLetters };
  isAdmin: boolean;
}

export async function DutyPanel({ id, letters: { duties, change }, isAdmin }: DutyPanelProps) {
  const [t, locale] = await Promise.all([getTranslations('loops.duty'), getLocale()]);
  const upTo = Math.max(...duties.map((duty) => duty.id));
  return (
    <Section title={t('title')} text={t('text')}>
      <DutyList duties={duties} />
      <LetterView letters={change} first={locale === 'de' ? 'de' : 'en'} label={t('title')} />
      {isAdmin ? (
        <ActionForm action={tellProviderAction} label={t('told')} doneText={t('done')} className="mt-3">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="upTo" value={upTo} />
          <FormError />
          <SubmitButton>{t('told')}</SubmitButton>
        </ActionForm>
      ) : null}
    </Section>
  );
}

async function DutyList({ duties }: { duties: Duty[] }) {
  const [t, format] = await Promise.all([getTranslations('loops.duty'), getFormatter()]);
  return (
    <ul className="mb-3 max-w-2xl rounded border border-line">
      {duties.slice(0, shownDuties).map(({ id, value, change, since }) => (
        <li
          key={id}
          className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
        >
          <Badge tone={change === 'added' ? 'ok' : 'warn'}>{t(change)}</Badge>
          <span className="font-mono break-all">{value}</span>
          <span className="ml-auto text-[0.8125rem] text-muted">{format.dateTime(since, 'day')}</span>
        </li>
      ))}
      {duties.length > shownDuties ? (
        <li className="px-3 py-1 text-muted">{t('more', { count: duties.length - shownDuties })}</li>
      ) : null}
    </ul>
  );
}
