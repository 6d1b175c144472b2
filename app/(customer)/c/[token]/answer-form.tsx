// The steps to tick and the answer, as one plain form: it is sent by the browser itself, to a route beside the page. The
// first button of a form is the one that Enter presses, so saving comes before sending.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, Button, classNames } from '@/app/components/ui';
import type { CustomerPageView } from '@/lib/desk/read-customer-page';
import { pageTextMaxChars } from '@/lib/desk/take-customer-page';
import { kindOf, type ShownKind } from './kind-of';
import { Part } from './parts';

interface AnswerFormProps {
  view: CustomerPageView;
  token: string;
  locale: string;
  /** Of this form: sent twice it is one answer. */
  once: string;
}

export function AnswerForm({ view, token, locale, once }: AnswerFormProps) {
  const t = useTranslations('customerPage');
  return (
    <form method="post" action={`/c/${token}/answer`}>
      <input type="hidden" name="lang" value={locale} />
      <input type="hidden" name="once" value={once} />
      {view.isReleased ? <KeptSteps view={view} /> : <Steps view={view} />}
      <Part title={t('answer.title')}>
        {view.answeredAt.map((at) => (
          <Received key={at.getTime()} at={at} />
        ))}
        <label htmlFor="text" className="mt-1 block font-medium">
          {t(view.isReleased ? 'answer.releasedLabel' : 'answer.label')}
        </label>
        <textarea
          id="text"
          name="text"
          rows={5}
          maxLength={pageTextMaxChars}
          aria-describedby="text-hint"
          className="mt-1 block w-full rounded border border-control bg-raised px-3 py-2"
        />
        <p id="text-hint" className="mt-1 text-[0.9375rem] text-muted">
          {t('answer.hint')}
        </p>
        <Button type="submit" look="primary" name="intent" value="send" className={buttonSize}>
          {t('answer.send')}
        </Button>
      </Part>
    </form>
  );
}

/** For thumbs. */
const buttonSize = 'mt-3 min-h-11 w-full px-5 sm:w-auto';

function Received({ at }: { at: Date }) {
  const t = useTranslations('customerPage.answer');
  return <p className="text-ok">✓ {t('received', { at })}</p>;
}

function Steps({ view }: { view: CustomerPageView }) {
  const t = useTranslations('customerPage.steps');
  const isLocked = view.facts.measures.some(({ kind }) => kind === 'login-lock');
  return (
    <Part title={t('title')}>
      <p className="mb-2">{t('text')}</p>
      <ol className="rounded border border-line">
        {view.steps.map((step, i) => (
          <Step
            key={step.item}
            step={step}
            number={i + 1}
            kind={kindOf(view.facts.account.kind)}
            isLocked={isLocked}
          />
        ))}
      </ol>
      <Button type="submit" name="intent" value="save" className={buttonSize}>
        {t('save')}
      </Button>
    </Part>
  );
}

interface StepProps {
  step: CustomerPageView['steps'][number];
  number: number;
  kind: ShownKind;
  isLocked: boolean;
}

function Step({ step: { item, state }, number, kind, isLocked }: StepProps) {
  const t = useTranslations('customerPage.steps');
  const format = useFormatter();
  const values = { kind, isLocked: isLocked ? 'yes' : 'no' };
  const isConfirmed = state === 'confirmed';
  return (
    <li className="border-b border-line last:border-b-0">
      <label className={classNames('flex gap-3 px-3 py-3', !isConfirmed && 'cursor-pointer hover:bg-panel')}>
        <input
          type="checkbox"
          name="item"
          value={item}
          defaultChecked={state !== 'open'}
          disabled={isConfirmed}
          aria-describedby={`${item}-hint`}
          className="mt-0.5 size-6 shrink-0"
        />
        <span className="min-w-0">
          <span className="font-medium">
            {format.number(number)}. {t(`items.${item}.label`, values)}
          </span>{' '}
          {isConfirmed ? <Badge tone="ok">{t('confirmed')}</Badge> : null}
          <span id={`${item}-hint`} className="block text-[0.9375rem] text-muted">
            {t(`items.${item}.hint`, values)}
          </span>
        </span>
      </label>
    </li>
  );
}

/** After the release nothing is left to do; what was ticked is not taken back by a message. */
function KeptSteps({ view }: { view: CustomerPageView }) {
  return view.steps.map(({ item, state }) =>
    state === 'ticked' ? <input key={item} type="hidden" name="item" value={item} /> : null,
  );
}
