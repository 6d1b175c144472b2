// Text blocks for answers by voice: those in use, and those that were taken out of it.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Badge, LinkButton, Section } from '@/app/components/ui';
import { listBlocks } from '@/lib/notices/template-queries';
import { noticeVoices } from '@/lib/notices/types';

export async function BlockList() {
  const t = await getTranslations('notices');
  const voices = await Promise.all(
    noticeVoices.map(async (voice) => ({
      key: voice.language === 'en' ? ('en-sie' as const) : (`de-${voice.tone}` as const),
      blocks: await listBlocks(voice),
    })),
  );
  return (
    <Section title={t('blocks.title')} text={t('blocks.text')}>
      <div className="grid gap-4 md:grid-cols-3">
        {voices.map(({ key, blocks }) => (
          <div key={key} className="min-w-0">
            <h3 className="mb-1 font-semibold">{t(`voices.${key}`)}</h3>
            <ul className="mb-2 rounded border border-line">
              {blocks.map((block) => (
                <li
                  key={block.key}
                  className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-3 py-1.5 last:border-b-0"
                >
                  <Link
                    href={`/templates/blocks/${block.key}?voice=${key}`}
                    prefetch={false}
                    className="wrap-anywhere"
                  >
                    {block.subject}
                  </Link>
                  {block.body.trim() === '' ? <Badge tone="warn">{t('blocks.outOfUse')}</Badge> : null}
                </li>
              ))}
            </ul>
            <LinkButton href={`/templates/blocks/new?voice=${key}`} prefetch={false}>
              {t('blocks.make')}
            </LinkButton>
          </div>
        ))}
      </div>
    </Section>
  );
}
