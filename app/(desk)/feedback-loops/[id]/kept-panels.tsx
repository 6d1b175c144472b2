// What is kept with a subscription for administrators alone: the login of the portal, and files.

import { useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';
import type { LoopFile } from '@/lib/feedback-loops/file-queries';
import { CredentialsPanel } from './credentials-panel';
import { FilesPanel } from './files-panel';

interface KeptPanelsProps {
  id: number;
  hasCredentials: boolean;
  files: LoopFile[];
}

export function KeptPanels({ id, hasCredentials, files }: KeptPanelsProps) {
  const t = useTranslations('loops');
  return (
    <>
      <Section title={t('credentials.title')} text={t('credentials.text')}>
        <CredentialsPanel id={id} isKept={hasCredentials} />
      </Section>
      <Section title={t('files.title')} text={t('files.text')}>
        <FilesPanel id={id} files={files} />
      </Section>
    </>
  );
}
