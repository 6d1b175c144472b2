'use client';
// The order of one measure: what it does, through which connectors, to whom, on what ground, and who has to agree.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SubmitButton,
  TextAreaField,
  TextField,
  useFormState,
} from '@/app/components/ui';
import type { MeasureKind } from '@/lib/containment/types';
import type { MeasureOffer, MeasurePlan } from '@/lib/desk/plan-measures';
import { lookUp } from '@/lib/i18n/look-up';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { wantAction } from './actions';
import { ReachText } from './reach-text';

/** A measure of this kind holds through this connector, or is wanted. */
export interface InForce {
  kind: MeasureKind;
  connectorId: number;
}

interface OrderFormProps {
  offer: MeasureOffer;
  plan: MeasurePlan;
  inForce: InForce[];
  login: string;
  customer: string | null;
  target: DecisionTarget;
  onDone: () => void;
}

export function OrderForm({ offer, plan, inForce, login, customer, target, onDone }: OrderFormProps) {
  const t = useTranslations('measures');
  const needsSecond = plan.secondReasons.length > 0;
  return (
    <ActionForm
      action={wantAction}
      doneText={t(needsSecond ? 'order.doneSecond' : 'order.done')}
      onDone={onDone}
      label={t(`kinds.${offer.kind}`)}
      className="flex flex-col gap-3"
    >
      <TargetFields target={target} />
      <input type="hidden" name="kind" value={offer.kind} readOnly />
      <p>{t(`effects.${offer.kind}`, { login })}</p>
      <Connectors offer={offer} inForce={inForce} />
      {offer.kind === 'throttle' ? (
        <TextField
          name="recipientsPerHour"
          type="number"
          min={0}
          max={100_000}
          label={t('order.rate')}
          hint={t('order.rateHint')}
          defaultValue="20"
        />
      ) : null}
      <ReachText plan={plan} login={login} customer={customer} />
      <GroundField offer={offer} contract={plan.contract} />
      {needsSecond ? (
        <p className="rounded border-l-4 border-warn bg-warn-soft px-3 py-2">
          {t('order.second', {
            why: plan.secondReasons.map((code) => lookUp(t, `second.${code}`) ?? code).join(', '),
          })}
        </p>
      ) : null}
      <FormError />
      <ReloadWhenStale label={t('order.reload')} />
      <div>
        <SubmitButton look={needsSecond ? 'primary' : 'danger'}>
          {needsSecond ? t('order.submitSecond') : t(`submits.${offer.kind}`)}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Connectors({ offer, inForce }: Pick<OrderFormProps, 'offer' | 'inForce'>) {
  const t = useTranslations('measures');
  const problem = useFormState().state.error?.fields?.['connector'];
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-0.5 font-medium">{t('order.through')}</legend>
      {offer.connectors.map(({ id, name, kind, stopped }) => {
        const isHeld = inForce.some((one) => one.connectorId === id);
        const hints = [
          isHeld ? t('order.held') : '',
          stopped ? t('order.stopped') : '',
          kind === 'manual' ? t('order.manual') : '',
        ].filter((text) => text !== '');
        return (
          <CheckboxField
            key={id}
            name="connector"
            value={id}
            label={name}
            hint={hints.length === 0 ? undefined : hints.join(' ')}
            defaultChecked={!isHeld}
            disabled={isHeld}
          />
        );
      })}
      {problem === undefined ? null : <p className="text-danger">{problem}</p>}
    </fieldset>
  );
}

function GroundField({ offer, contract }: { offer: MeasureOffer; contract: string | null }) {
  const t = useTranslations('measures');
  const { ground } = offer;
  if (ground?.kind === 'terms')
    return (
      <p>
        <span className="font-medium">{t('facts.ground')}: </span>
        {t('ground.terms', {
          contract: ground.contract,
          clause: ground.clause ?? t('ground.noClause'),
          since: new Date(ground.since),
        })}
      </p>
    );
  return (
    <TextAreaField
      name="overrideReason"
      label={t('order.override')}
      hint={
        contract === null
          ? t('order.overrideUnknown')
          : t('order.overrideContract', { contract, what: t(`kinds.${offer.kind}`) })
      }
      rows={3}
      maxLength={4000}
    />
  );
}
