// A mail as our host saw it when it was handed over: the one source of what its header and our log say.
// Promise: a pure function of what is sent; the same plan is the same mail, with the same queue id.
// Source: SRS (Sender Rewriting Scheme) for the rewritten envelope of a forward.

import { type ClientAddress, clientIn, MAIL_HOSTS, MX_HOST, type OwnHost, OWN_HOSTS } from './network';
import { programOf } from './programs';
import { eximId, queueId } from './queue-id';
import { BASE64, LOWER_AND_DIGITS, Random } from './random';
import { themeOf } from './themes';
import type { ComplaintPlan, Route, SampleAccount, SentMail } from './types';

/** Whose machine hands a mail over. */
export type Hand =
  /** The account's own, where its people always are. */
  | 'home'
  /** The customer's office: the same for all of its accounts. */
  | 'office'
  /** Somebody far away who knows the password. */
  | 'thief';

const THIEF_COUNTRIES = ['RU', 'VN', 'BR', 'NG', 'US', 'PL'];

/** The mail that a plan's complaint is about. */
export function sentMailOf(plan: ComplaintPlan): SentMail {
  if (plan.sent !== null) return plan.sent;
  return sendMail({
    account: plan.account,
    route: plan.route,
    sentAt: plan.sentAt,
    recipients: [`${plan.complainant}@${complainantDomain(plan)}`],
    hand: handOf(plan),
  });
}

function handOf({ story, themeId }: ComplaintPlan): Hand {
  if (story === null || themeOf(themeId).sort !== 'hijack') return 'home';
  return story === 'two-mailboxes' ? 'office' : 'thief';
}

/** The domain a plan's complainant has the mailbox at; always the same for the same person. */
function complainantDomain(plan: ComplaintPlan): string {
  const domains = programOf(plan.program).complainantDomains;
  return domains[plan.complainant.length % domains.length] as string;
}

export interface Sending {
  account: SampleAccount;
  route: Route;
  sentAt: Date;
  recipients: SentMail['recipients'];
  hand: Hand;
}

/** One mail of an account: host, ids, client and envelope follow from what is given. */
export function sendMail({ account, route, sentAt, recipients, hand }: Sending): SentMail {
  const random = new Random(`mail ${account.login} ${sentAt.getTime()} ${recipients[0]} ${route}`);
  const envelope = envelopeOf(account, route, random);
  return {
    account,
    route,
    sentAt,
    recipients,
    ...envelope,
    queueId: route === 'web-script' ? eximId(sentAt, random) : queueId(sentAt, random),
    messageId: `${random.text(LOWER_AND_DIGITS, 18)}@${envelope.dkimDomain}`,
    client: clientOf(account, hand, random),
  };
}

function clientOf(account: SampleAccount, hand: Hand, random: Random): ClientAddress {
  if (hand === 'thief') return clientIn(random.pick(THIEF_COUNTRIES), random);
  const place = hand === 'office' ? account.customerNumber : `${account.login} ${random.between(1, 2)}`;
  return { ...clientIn('DE', new Random(`home ${place}`)), port: random.between(1024, 65_535) };
}

function envelopeOf(
  account: SampleAccount,
  route: Route,
  random: Random,
): Pick<SentMail, 'mailFrom' | 'fromAddress' | 'displayName' | 'dkimDomain'> & { host: OwnHost } {
  if (route === 'forwarded' || route === 'forwarded-srs') {
    const sender = `angebote${random.between(1, 9)}@werbewelle.example`;
    const tag = `SRS0=${random.text(BASE64.slice(0, 52), 4)}=${random.text(BASE64.slice(0, 26), 2)}`;
    const rewritten = `${tag}=werbewelle.example=${sender.slice(0, sender.indexOf('@'))}@${account.domain}`;
    return {
      mailFrom: route === 'forwarded' ? sender : rewritten,
      fromAddress: sender,
      displayName: 'Werbewelle Angebote',
      dkimDomain: 'werbewelle.example',
      host: MX_HOST,
    };
  }
  return {
    mailFrom: account.login,
    fromAddress: account.kind === 'site' ? `shop@${account.domain}` : account.login,
    displayName: account.displayName,
    dkimDomain: account.domain,
    host: OWN_HOSTS.find((candidate) => candidate.name === account.host) ?? MAIL_HOSTS[0] ?? MX_HOST,
  };
}
