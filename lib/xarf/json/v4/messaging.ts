// XARF 4, category messaging: unwanted mail and messages.
// Promise: over SMTP the envelope sender and the port are demanded; a null sender cannot be expressed.
// Source: XARF 4.2.0, types messaging-spam and messaging-bulk-messaging.

import { closed, email, flag, integer, list, text, textUpTo, uri, word } from '../vocabulary';
import { typeSchema } from './core';

const CHANNELS = [
  'smtp',
  'sms',
  'whatsapp',
  'telegram',
  'social_media',
  'push_notification',
  'other',
] as const;

function requiredOverSmtp(document: Record<string, unknown>): readonly string[] {
  return document.protocol === 'smtp' ? ['smtp_from', 'source_port'] : [];
}

const spam = {
  evidence_source: word(
    'spamtrap',
    'user_complaint',
    'automated_filter',
    'honeypot',
    'content_analysis',
    'reputation_feed',
  ),
  protocol: word(...CHANNELS, 'signal', 'chat'),
  smtp_from: email,
  smtp_to: email,
  subject: textUpTo(500),
  sender_name: textUpTo(200),
  message_id: textUpTo(200),
  user_agent: textUpTo(200),
  recipient_count: integer(1),
  language: text.regex(/^[a-z]{2}(?:-[A-Z]{2})?$/),
  spam_indicators: closed({
    suspicious_links: list(uri),
    commercial_content: flag,
    bulk_characteristics: flag,
  }),
};

const bulkMessaging = {
  evidence_source: word('user_complaint', 'automated_filter', 'reputation_feed', 'volume_analysis'),
  protocol: word(...CHANNELS),
  smtp_from: email,
  subject: textUpTo(500),
  sender_name: textUpTo(200),
  recipient_count: integer(100),
  unsubscribe_provided: flag,
  opt_in_evidence: flag,
  bulk_indicators: closed({ high_volume: flag, template_based: flag, commercial_sender: flag }),
};

export const messaging = {
  'messaging/spam': typeSchema(spam, ['protocol'], requiredOverSmtp),
  'messaging/bulk_messaging': typeSchema(bulkMessaging, ['protocol', 'recipient_count'], requiredOverSmtp),
};
