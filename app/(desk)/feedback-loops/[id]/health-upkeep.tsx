// What keeps a feedback loop alive: the monthly self-check, and whether its contacts are still right.

import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, SubmitButton } from '@/app/components/ui';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { findUpkeep, listChecks, type LastCheck, type LoopUpkeep } from '@/lib/feedback-loops/upkeep-queries';
import { confirmContactsAction, switchSelfCheckAction } from './health/actions';

export async function HealthUpkeep({ id, isAdmin }: { id: number; isAdmin: boolean }) {
  const [t, upkeep, checks] = await Promise.all([
    getTranslations('loopHealth'),
    findUpkeep(id),
    listChecks(id),
  ]);
  return (
    <Section title={t('upkeep')} text={t('upkeepText')}>
      <ClientMessages namespaces={['loopHealth']}>
        <div className="grid max-w-4xl gap-x-8 gap-y-4 md:grid-cols-2">
          <SelfCheck id={id} isOn={upkeep.selfCheck} checks={checks} isAdmin={isAdmin} />
          <Contacts id={id} upkeep={upkeep} isAdmin={isAdmin} />
        </div>
      </ClientMessages>
    </Section>
  );
}

interface SelfCheckProps {
  id: number;
  isOn: boolean;
  checks: LastCheck[];
  isAdmin: boolean;
}

async function SelfCheck({ id, isOn, checks, isAdmin }: SelfCheckProps) {
  const t = await getTranslations('loopHealth.selfCheck');
  return (
    <div>
      <h3 className="mb-1 font-semibold">{t('title')}</h3>
      <p className="mb-2 text-muted">{t('text')}</p>
      <p className="mb-2">
        {t(isOn ? 'on' : 'off')} {isOn && checks.length === 0 ? t('none') : null}
      </p>
      <ul className="mb-2 list-disc pl-5 empty:hidden">
        {checks.map((check) => (
          <li key={check.sentAt.getTime()}>{checkText(check, t)}</li>
        ))}
      </ul>
      {isAdmin ? (
        <ActionForm
          action={switchSelfCheckAction}
          label={t(isOn ? 'switchOff' : 'switchOn')}
          doneText={t(isOn ? 'switchedOff' : 'switchedOn')}
        >
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="on" value={isOn ? 'no' : 'yes'} />
          <FormError />
          <SubmitButton look="plain">{t(isOn ? 'switchOff' : 'switchOn')}</SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}

type Translator = Awaited<ReturnType<typeof getTranslations<'loopHealth.selfCheck'>>>;

function checkText({ sentAt, arrivedAt, missedAt }: LastCheck, t: Translator): string {
  if (arrivedAt !== null) {
    const minutes = Math.max(0, Math.floor((arrivedAt.getTime() - sentAt.getTime()) / 60_000));
    return t('arrived', { sentAt, minutes });
  }
  return missedAt === null ? t('waiting', { sentAt }) : t('missed', { sentAt });
}

async function Contacts({ id, upkeep, isAdmin }: { id: number; upkeep: LoopUpkeep; isAdmin: boolean }) {
  const t = await getTranslations('loopHealth.contacts');
  const { contactsConfirmedAt: at, contactsConfirmedBy: name } = upkeep;
  return (
    <div>
      <h3 className="mb-1 font-semibold">{t('title')}</h3>
      <p className="mb-2 text-muted">{t('text')}</p>
      <p className="mb-2">
        {at === null
          ? t('never')
          : name === null
            ? t('confirmedBySomebody', { at })
            : t('confirmed', { at, name })}
      </p>
      {isAdmin ? (
        <ActionForm action={confirmContactsAction} label={t('confirm')} doneText={t('done')}>
          <input type="hidden" name="id" value={id} />
          <FormError />
          <SubmitButton look="plain">{t('confirm')}</SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}
