// Figures per person: off until an administrator switches them on, with what has to be agreed before.

import { getTranslations } from 'next-intl/server';
import {
  ActionForm,
  CheckboxField,
  FormError,
  Section,
  SubmitButton,
  Table,
  Td,
  Th,
} from '@/app/components/ui';
import type { AgentFigure } from '@/lib/statistics/types';
import { switchAgentFiguresAction } from './actions';

interface AgentSectionProps {
  /** Null: switched off. */
  agents: AgentFigure[] | null;
  isAdmin: boolean;
}

export async function AgentSection({ agents, isAdmin }: AgentSectionProps) {
  const t = await getTranslations('statistics.agents');
  if (agents === null && !isAdmin) return null;
  return (
    <Section title={t('title')} text={t(agents === null ? 'offText' : 'onText')}>
      {agents === null ? null : <Agents agents={agents} />}
      {isAdmin ? <Switch isOn={agents !== null} /> : null}
    </Section>
  );
}

async function Agents({ agents }: { agents: AgentFigure[] }) {
  const t = await getTranslations('statistics.agents');
  if (agents.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <div className="max-w-xl">
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th align="right">{t('closed')}</Th>
            <Th align="right">{t('unfounded')}</Th>
          </tr>
        </thead>
        <tbody>
          {agents.map((row, i) => (
            <tr key={i}>
              <Td>{row.name}</Td>
              <Td align="right">{row.closed}</Td>
              <Td align="right">{row.unfounded}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

async function Switch({ isOn }: { isOn: boolean }) {
  const t = await getTranslations('statistics.agents');
  const text = t(isOn ? 'switchOff' : 'switchOn');
  return (
    <ActionForm
      key={String(isOn)}
      action={switchAgentFiguresAction}
      label={text}
      doneText={t('switched')}
      className="mt-2 flex flex-col gap-2"
    >
      <input type="hidden" name="to" value={isOn ? 'off' : 'on'} />
      {isOn ? null : <CheckboxField name="agreed" label={t('agreed')} />}
      <FormError />
      <div>
        <SubmitButton look="plain">{text}</SubmitButton>
      </div>
    </ActionForm>
  );
}
