// One account as the hotline sees it.

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Alert, Badge, type BadgeTone } from '@/app/components/ui';
import type { HotlineAccount, HotlineCall, HotlineMeasure } from '@/lib/containment/hotline-queries';
import { plainWords, type PlainWords } from './plain-words';
import { RecordCall } from './record-call';

export function FoundAccount({ account }: { account: HotlineAccount }) {
  const t = useTranslations('support');
  const words = plainWords(account, useLocale());
  const { customer, measures, case: found } = account;
  return (
    <section aria-labelledby={`account-${account.id}`} className="mb-8 max-w-4xl">
      <h2 id={`account-${account.id}`} className="text-base font-semibold break-words">
        {account.login}
      </h2>
      <p className="text-muted">
        {customer === null
          ? t('customerUnknown')
          : t('customer', { number: customer.number, name: customer.name })}
        {found?.isOpen ? ` · ${t('case', { number: found.number })}` : null}
      </p>
      {measures.length > 0 ? (
        <ul className="mt-2 flex flex-col gap-1.5">
          {measures.map((measure) => (
            <MeasureLine key={measure.id} measure={measure} />
          ))}
        </ul>
      ) : (
        <p className="mt-2 font-medium">{t(found?.isOpen ? 'freeButChecked' : 'free')}</p>
      )}
      {words.length > 0 ? (
        <div className="mt-3 grid gap-x-8 gap-y-4 md:grid-cols-2">
          {words.map((one) => (
            <Words key={one.locale} words={one} />
          ))}
        </div>
      ) : null}
      {found === null ? null : (
        <>
          <Calls calls={found.calls} />
          <RecordCall caseId={found.id} />
        </>
      )}
    </section>
  );
}

const tones: Record<ReturnType<typeof standingOf>, BadgeTone> = {
  holds: 'danger',
  'being-set': 'warn',
  'being-lifted': 'accent',
  'being-checked': 'warn',
};

/** Only what was proved is said to hold. */
function standingOf({ wanted, state }: HotlineMeasure) {
  if (wanted === 'off') return 'being-lifted';
  if (state === 'confirmed') return 'holds';
  return state === 'wanted' || state === 'applied' ? 'being-set' : 'being-checked';
}

function MeasureLine({ measure }: { measure: HotlineMeasure }) {
  const t = useTranslations('support');
  const format = useFormatter();
  const standing = standingOf(measure);
  const since = measure.confirmedAt;
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <Badge tone={tones[standing]}>{t(`standings.${standing}`)}</Badge>
      <span>{t(`measures.${measure.kind}`)}</span>
      {since === null ? null : (
        <span className="text-muted">{t('since', { since: format.dateTime(since, 'short') })}</span>
      )}
    </li>
  );
}

const NAMES = { de: 'Deutsch', en: 'English' };

function Words({ words: { locale, why, missing } }: { words: PlainWords }) {
  const t = useTranslations('support');
  return (
    <div lang={locale}>
      <h3 className="text-[0.8125rem] font-semibold text-muted">{NAMES[locale]}</h3>
      <p className="mt-0.5">{why.join(' ')}</p>
      {missing === null ? null : missing.length === 0 ? (
        <Alert tone="ok">{t('allDone')}</Alert>
      ) : (
        <ol className="mt-2 list-decimal pl-5">
          {missing.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Calls({ calls }: { calls: HotlineCall[] }) {
  const t = useTranslations('support');
  const format = useFormatter();
  if (calls.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 font-semibold">{t('calls')}</h3>
      <ul className="mt-1 flex flex-col gap-2">
        {calls.map((call) => (
          <li key={call.id}>
            <span className="text-muted">
              {format.dateTime(call.at, 'short')}
              {call.by === null ? null : ` · ${call.by}`}
            </span>
            <p className="break-words whitespace-pre-wrap">{call.text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
