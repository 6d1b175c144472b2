// One line of a case's history in words.

import { useLocale, useTranslations } from 'next-intl';
import type { CaseEvent } from '@/lib/cases/types';
import { lookUp } from '@/lib/i18n/look-up';

export function EventText({ event, names }: { event: CaseEvent; names: ReadonlyMap<number, string> }) {
  const note = noteOf(event);
  return (
    <>
      <div>{useSentence(event, names)}</div>
      {note === null ? null : (
        <p className="mt-0.5 rounded border border-line bg-panel px-2 py-1 break-words whitespace-pre-wrap">
          {note}
        </p>
      )}
    </>
  );
}

function noteOf(event: CaseEvent): string | null {
  if (event.kind === 'note' || event.kind === 'call') return event.detail.text;
  return 'note' in event.detail ? event.detail.note : null;
}

function useSentence(event: CaseEvent, names: ReadonlyMap<number, string>): string {
  const t = useTranslations('case');
  const stages = useTranslations('stages');
  const measures = useTranslations('measures');
  const notices = useTranslations('notices');
  const release = useTranslations('release');
  const queue = useTranslations('queue');
  const playbooks = useTranslations('playbooks');
  const locale = useLocale();
  const person = (id: number | null) => (id === null ? t('facts.nobody') : (names.get(id) ?? `#${id}`));
  switch (event.kind) {
    case 'opened': {
      const { reason, score, stage } = event.detail;
      return t('events.opened', { reason: t(`openReasons.${reason}`), score, stage: stages(stage) });
    }
    case 'complaints-joined':
      return t('events.complaints-joined', {
        count: event.detail.count,
        traps: event.detail.traps,
        score: event.detail.score,
      });
    case 'stage-raised':
    case 'stage-lowered': {
      const { from, to, score } = event.detail;
      return t(`events.${event.kind}`, { from: stages(from), to: stages(to), score });
    }
    case 'assigned':
      return t('events.assigned', { from: person(event.detail.from), to: person(event.detail.to) });
    case 'note':
      return t('events.note');
    case 'call':
      return t('events.call');
    case 'state-changed':
      return t('events.state-changed', {
        from: t(`states.${event.detail.from}`),
        to: t(`states.${event.detail.to}`),
      });
    case 'watching':
      return t('events.watching', { until: new Date(event.detail.until) });
    case 'dismissed':
      return t('events.dismissed', {
        reason: t(`outcomes.${event.detail.reason}`),
        baseline: event.detail.baseline,
      });
    case 'closed':
      return t('events.closed', { outcome: t(`outcomes.${event.detail.outcome}`) });
    case 'reopened':
      return t('events.reopened');
    case 'measure': {
      const { action, measure, connector, code } = event.detail;
      return t(`events.measure-${action}`, {
        measure: lookUp(measures, `kinds.${measure}`) ?? measure,
        connector,
        why: code === null ? '' : `(${lookUp(measures, `codes.${code}`) ?? code})`,
      }).trim();
    }
    case 'notice': {
      const { action, notice } = event.detail;
      return t(`events.notice-${action}`, { notice: lookUp(notices, `kinds.${notice}`) ?? notice });
    }
    case 'checklist':
      return t(`events.checklist-${event.detail.action}`, {
        item: lookUp(release, `items.${event.detail.item}`) ?? event.detail.item,
      });
    case 'follow-up':
      return t(`events.follow-up-${event.detail.action}`);
    case 'release':
      return t(`events.release-${event.detail.action}`);
    case 'playbook': {
      const { action, de, en, code } = event.detail;
      const why = code === null ? '' : `(${lookUp(playbooks, `codes.${code}`) ?? code})`;
      return t(`events.playbook-${action}`, { playbook: locale === 'de' ? de : en, why }).trim();
    }
    case 'automatic': {
      const { action, measure, code } = event.detail;
      const why = code === null ? '' : (lookUp(playbooks, `automatic.codes.${code}`) ?? code);
      return t(`events.automatic-${action}`, {
        measure: lookUp(measures, `kinds.${measure}`) ?? measure,
        why,
      });
    }
    case 'queue': {
      const { action, order, mails, code } = event.detail;
      return t(`events.queue-${action}`, {
        what: lookUp(queue, `actions.${order}`) ?? order,
        mails,
        why: code === null ? '' : `(${lookUp(measures, `codes.${code}`) ?? code})`,
      }).trim();
    }
    case 'relapsed':
      return t('events.relapsed', { score: event.detail.score });
    case 'reply':
      return t(`events.reply-${event.detail.action}`, { from: event.detail.from });
    case 'rescored':
      return t('events.rescored', event.detail);
  }
}
