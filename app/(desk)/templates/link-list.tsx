// Help pages with the day somebody last looked at them. An address is text here: whoever checks it copies it.

import { useFormatter, useTranslations } from 'next-intl';
import {
  ActionForm,
  Badge,
  FormError,
  SelectField,
  SubmitButton,
  Table,
  Td,
  TextField,
  Th,
} from '@/app/components/ui';
import { proposedLinks, type ProposedLink } from '@/lib/notices/shipped/links';
import { isLinkStale, noticeLanguages, type NoticeLanguage, type NoticeLink } from '@/lib/notices/types';
import { addLinkAction, changeLinkAction } from './actions';

interface LinkListProps {
  links: (NoticeLink & { language: NoticeLanguage })[];
  /** `2026-11-22` */
  today: string;
}

export function LinkList({ links, today }: LinkListProps) {
  const t = useTranslations('notices.templates');
  return (
    <>
      {links.length === 0 ? (
        <p className="mb-3 text-muted">{t('noLinks')}</p>
      ) : (
        <Links links={links} today={today} />
      )}
      <ProposedLinks links={proposedLinks(links)} />
      <ActionForm
        action={addLinkAction}
        doneText={t('added')}
        resetWhenDone
        label={t('add')}
        className="mt-3 flex max-w-3xl flex-wrap items-start gap-3"
      >
        <SelectField name="language" label={t('language')}>
          {noticeLanguages.map((language) => (
            <option key={language} value={language}>
              {t(`languages.${language}`)}
            </option>
          ))}
        </SelectField>
        <TextField name="title" label={t('linkTitle')} maxLength={120} className="flex-1 basis-48" />
        <TextField name="url" type="url" label={t('linkUrl')} maxLength={500} className="flex-1 basis-64" />
        <div className="flex basis-full flex-col gap-2">
          <FormError />
          <div>
            <SubmitButton look="plain">{t('add')}</SubmitButton>
          </div>
        </div>
      </ActionForm>
    </>
  );
}

/** Pages to look at: one that is taken in counts as looked at today. */
function ProposedLinks({ links }: { links: ProposedLink[] }) {
  const t = useTranslations('notices.templates');
  if (links.length === 0) return null;
  return (
    <div className="my-3">
      <h3 className="font-medium">{t('proposedLinks')}</h3>
      <p className="mb-2 max-w-[75ch] text-muted">{t('proposedLinksText')}</p>
      <ul className="flex flex-col gap-3">
        {links.map(({ language, title, url }) => (
          <li key={url} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <div className="min-w-0 flex-1 basis-72">
              <span className="wrap-anywhere">
                {t(`languages.${language}`)}: {title}
              </span>
              <span className="block break-all text-muted select-all">{url}</span>
            </div>
            <ActionForm action={addLinkAction} doneText={t('added')} label={`${t('takeIn')}: ${title}`}>
              <input type="hidden" name="language" value={language} readOnly />
              <input type="hidden" name="title" value={title} readOnly />
              <input type="hidden" name="url" value={url} readOnly />
              <FormError />
              <SubmitButton look="plain" label={`${t('takeIn')}: ${title}`}>
                {t('takeIn')}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Links({ links, today }: LinkListProps) {
  const t = useTranslations('notices.templates');
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <Table label={t('links')}>
      <thead>
        <tr>
          <Th>{t('language')}</Th>
          <Th>{t('linkTitle')}</Th>
          <Th>{t('linkUrl')}</Th>
          <Th>{t('checkedOn')}</Th>
          <Th> </Th>
        </tr>
      </thead>
      <tbody>
        {links.map(({ id, language, title, url, checkedOn }) => (
          <tr key={id}>
            <Td>{t(`languages.${language}`)}</Td>
            <Td className="wrap-anywhere">{title}</Td>
            <Td className="break-all">
              <span className="select-all">{url}</span>
            </Td>
            <Td className="whitespace-nowrap">
              {day(checkedOn)}{' '}
              {isLinkStale(checkedOn, today) ? <Badge tone="warn">{t('stale')}</Badge> : null}
            </Td>
            <Td>
              <div className="flex flex-wrap gap-2">
                {(['check-link', 'remove-link'] as const).map((change) => (
                  <ActionForm
                    key={change}
                    action={changeLinkAction}
                    doneText={t(change === 'check-link' ? 'checked' : 'removed')}
                    label={`${t(change === 'check-link' ? 'check' : 'remove')}: ${title}`}
                  >
                    <input type="hidden" name="id" value={id} readOnly />
                    <input type="hidden" name="change" value={change} readOnly />
                    <FormError />
                    <SubmitButton
                      look={change === 'check-link' ? 'plain' : 'danger'}
                      label={`${t(change === 'check-link' ? 'check' : 'remove')}: ${title}`}
                    >
                      {t(change === 'check-link' ? 'check' : 'remove')}
                    </SubmitButton>
                  </ActionForm>
                ))}
              </div>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
