// The copy of a notice that a reseller gets where that is switched on: the same facts, the customer by number, nobody who
// complained. It is composed with the notice and written in its transaction.

import type { CustomerCard } from '@/lib/customers/types';
import type { Sql, Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { contactsFor } from '@/lib/notices/choose-contact';
import { currentTemplate } from '@/lib/notices/fact-queries';
import { resellersWithCopy } from '@/lib/notices/reseller-queries';
import { shippedText } from '@/lib/notices/shipped/texts';
import { htmlOf } from '@/lib/notices/text/html';
import { renderText } from '@/lib/notices/text/template';
import { viewOf } from '@/lib/notices/text/view';
import {
  isCopied,
  voiceFor,
  type NoticeFacts,
  type NoticeKind,
  type NoticeText,
  type NoticeVoice,
} from '@/lib/notices/types';

export interface ResellerCopy extends NoticeText {
  /** The reseller's name. */
  name: string;
  /** Null: the reseller has no usable address. */
  to: string | null;
  voice: NoticeVoice;
  templateId: number | null;
  html: string;
}

/** The copy for the nearest reseller who is to have one; null where none is, or the notice is none that is copied. */
export async function composeResellerCopy(
  db: Sql | Tx,
  card: CustomerCard | null,
  kind: NoticeKind,
  facts: NoticeFacts,
): Promise<ResellerCopy | null> {
  if (card === null || card.resellers.length === 0 || !isCopied(kind)) return null;
  const wanted = await resellersWithCopy(
    db,
    card.resellers.map(({ number }) => number),
  );
  const reseller = card.resellers.find(({ number }) => wanted.has(number));
  const speaks = reseller === undefined ? undefined : wanted.get(reseller.number);
  if (reseller === undefined || speaks === undefined) return null;
  const voice = voiceFor(speaks.language, speaks.tone);
  const template = await currentTemplate(db, 'reseller-copy', voice);
  const told: NoticeFacts = {
    ...facts,
    customer: facts.customer === null ? null : { ...facts.customer, name: '' },
    // What the agent says to the customer, and the customer's own page, are for nobody else.
    remark: null,
    pageUrl: '',
    excerpt: null,
    links: [],
  };
  const text = renderText(
    template ?? shippedText('reseller-copy', voice),
    viewOf(told, voice, env().DEFAULT_TIME_ZONE),
  );
  const only = { ...card, resellers: [reseller] };
  const [contact] = contactsFor(only, 'reseller-copy', facts.account.login);
  return {
    ...text,
    name: reseller.name,
    to: contact?.address ?? null,
    voice,
    templateId: template?.id ?? null,
    html: htmlOf(text.body, new Set([facts.sender.privacyUrl].filter((url) => url !== '')), voice.language),
  };
}
