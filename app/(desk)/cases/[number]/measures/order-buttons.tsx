'use client';
// What can be ordered now, one button a measure; the dialog says exactly what would happen before anything does.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, Dialog } from '@/app/components/ui';
import type { MeasureKind } from '@/lib/containment/types';
import type { MeasurePlan } from '@/lib/desk/plan-measures';
import type { DecisionTarget } from '../target-fields';
import { OrderForm, type InForce } from './order-form';

interface OrderButtonsProps {
  plan: MeasurePlan;
  inForce: InForce[];
  login: string;
  customer: string | null;
  target: DecisionTarget;
}

export function OrderButtons({ plan, inForce, login, customer, target }: OrderButtonsProps) {
  const t = useTranslations('measures');
  const [open, setOpen] = useState<MeasureKind | null>(null);
  const offer = plan.offers.find(({ kind }) => kind === open);
  if (plan.offers.length === 0) return <p className="text-muted">{t('order.none')}</p>;
  return (
    <div>
      <div className="flex flex-wrap gap-2" role="group" aria-label={t('order.group')}>
        {plan.offers.map(({ kind, connectors }) => {
          const isAll = connectors.every(({ id }) => isHeld(inForce, kind, id));
          return (
            <Button key={kind} disabled={isAll} onClick={() => setOpen(kind)}>
              {t(`kinds.${kind}`)} …
            </Button>
          );
        })}
      </div>
      <Dialog
        open={offer !== undefined}
        onClose={() => setOpen(null)}
        title={offer === undefined ? '' : t('order.title', { what: t(`kinds.${offer.kind}`), login })}
      >
        {offer === undefined ? null : (
          <OrderForm
            offer={offer}
            plan={plan}
            inForce={inForce.filter((one) => one.kind === offer.kind)}
            login={login}
            customer={customer}
            target={target}
            onDone={() => setOpen(null)}
          />
        )}
      </Dialog>
    </div>
  );
}

function isHeld(inForce: InForce[], kind: MeasureKind, connectorId: number): boolean {
  return inForce.some((one) => one.kind === kind && one.connectorId === connectorId);
}
