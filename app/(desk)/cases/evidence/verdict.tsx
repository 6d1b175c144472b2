// What became of the question who sent the mail, in words; colour tells what is confirmed from what needs a look.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { AttributionVerdict } from '@/lib/attribution/types';

const tones: Record<AttributionVerdict, BadgeTone> = {
  'sent-by-account': 'ok',
  'sent-by-web-script': 'ok',
  'sent-by-connection': 'ok',
  claimed: 'plain',
  'no-longer-checkable': 'plain',
  'not-through-us': 'plain',
  forwarded: 'accent',
  waiting: 'accent',
  ambiguous: 'warn',
  unattributed: 'warn',
  'joe-job': 'warn',
  forged: 'warn',
};

export function Verdict({ verdict }: { verdict: AttributionVerdict }) {
  const t = useTranslations('case.verdicts');
  return (
    <Badge tone={tones[verdict]}>
      <span className="whitespace-normal">{t(verdict)}</span>
    </Badge>
  );
}
