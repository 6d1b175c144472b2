// Where programs for list mail write their own id of the recipient, as data: one line a place, the surest first. Each has
// a test. Source: the headers that such programs write in practice; RFC 2369 and RFC 8058 for List-Unsubscribe; VERP.

export type RecipientRule =
  /** The whole value of a field. */
  | { name: string; at: 'header'; header: string }
  /** A parameter of an address in List-Unsubscribe; also of its mailto. */
  | { name: string; at: 'unsubscribe-parameter'; parameters: readonly string[] }
  /** What `pattern` takes out of the local part of an unsubscribe mailto. */
  | { name: string; at: 'unsubscribe-mailbox'; pattern: RegExp }
  /** What `pattern` takes out of the subject that an unsubscribe mailto asks for. */
  | { name: string; at: 'unsubscribe-subject'; pattern: RegExp }
  /** What `pattern` takes out of the local part of the envelope sender. */
  | { name: string; at: 'envelope-sender'; pattern: RegExp }
  /** The last segment of the path of an unsubscribe address. */
  | { name: string; at: 'unsubscribe-path' };

const inHeader = (header: string): RecipientRule => ({ name: `header:${header}`, at: 'header', header });

export const recipientRules: readonly RecipientRule[] = [
  inHeader('x-recipient-id'),
  inHeader('x-subscriber-id'),
  inHeader('x-subscription-id'),
  inHeader('x-contact-id'),
  inHeader('x-receiver-id'),
  inHeader('x-rcpt-id'),
  inHeader('x-member-id'),
  {
    name: 'unsubscribe:recipient',
    at: 'unsubscribe-parameter',
    parameters: ['recipient', 'recipient_id', 'recipientid', 'rcpt', 'rcpt_id', 'rid', 'receiver'],
  },
  {
    name: 'unsubscribe:subscriber',
    at: 'unsubscribe-parameter',
    parameters: ['subscriber', 'subscriber_id', 'subscriberid', 'subscription', 'subid', 'sid'],
  },
  {
    name: 'unsubscribe:contact',
    at: 'unsubscribe-parameter',
    parameters: ['contact', 'contact_id', 'contactid', 'member', 'member_id', 'customer', 'customer_id'],
  },
  {
    name: 'unsubscribe:user',
    at: 'unsubscribe-parameter',
    parameters: ['uid', 'user', 'user_id', 'userid', 'uuid', 'u'],
  },
  {
    name: 'unsubscribe:id',
    at: 'unsubscribe-parameter',
    parameters: ['id', 'token', 'key', 'hash', 't', 'k', 'h'],
  },
  // unsubscribe+4711@…, abmelden-4711@…
  { name: 'unsubscribe:mailbox', at: 'unsubscribe-mailbox', pattern: /^[a-z][a-z0-9_.-]{0,63}?[+=-](.+)$/i },
  // ?subject=unsubscribe%204711
  {
    name: 'unsubscribe:subject',
    at: 'unsubscribe-subject',
    pattern: /^(?:unsubscribe|abmelden|abmeldung|remove|leave|signoff|list-unsubscribe)[\s:+_-]+(\S+)$/i,
  },
  // bounces+4711@…, bounce-rundbrief-4711@…: the mark with a digit that stands last.
  {
    name: 'envelope:verp',
    at: 'envelope-sender',
    pattern: /^(?:[a-z0-9_.-]{0,64}\+|(?:return|bounces?|b|verp|owner)[-_.=](?:[a-z0-9_.]{1,64}-)?)(.+)$/i,
  },
  { name: 'unsubscribe:path', at: 'unsubscribe-path' },
];

/** Fields in which a mailing's own number or name stands, the surest first. */
export const campaignHeaders: readonly string[] = [
  'x-campaign-id',
  'x-campaignid',
  'x-campaign',
  'x-mailing-id',
  'x-mailingid',
  'x-newsletter-id',
  'x-job-id',
];
