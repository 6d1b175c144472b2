// Puts the shipped texts together: an opening of its kind, and the parts that all kinds of a voice share, in the order
// in which somebody reads who has just found that mail no longer leaves.

import type { NoticeKind, NoticeText } from '../types';

export interface VoiceTexts {
  greeting: string;
  farewell: string;
  /** Subject and first paragraphs by kind. */
  openings: Record<NoticeKind, NoticeText>;
  caseLine: string;
  measures: string;
  facts: string;
  excerpt: string;
  stillWorks: string;
  steps: Record<'mailbox' | 'site' | 'connection' | 'forwarding', string>;
  links: string;
  page: string;
  wayBack: string;
  contact: string;
  reasons: string;
  privacy: string;
  remark: string;
}

/** `any`: those of the account, whichever kind it is. */
type Steps = keyof VoiceTexts['steps'] | 'any';
type Part = Exclude<keyof VoiceTexts, 'openings' | 'steps'> | { steps: Steps };

const whole = (steps: Steps): Part[] => [
  'measures',
  'facts',
  'excerpt',
  'stillWorks',
  { steps },
  'links',
  'page',
  'wayBack',
  'contact',
  'reasons',
  'privacy',
];

const parts: Record<NoticeKind, Part[]> = {
  'mailbox-locked': whole('mailbox'),
  'site-locked': whole('site'),
  'connection-locked': whole('connection'),
  throttled: whole('any'),
  forwarding: ['measures', 'facts', { steps: 'forwarding' }, 'contact', 'reasons', 'privacy'],
  reminder: ['measures', { steps: 'any' }, 'links', 'page', 'wayBack', 'contact'],
  questions: ['measures', 'page', 'wayBack', 'contact'],
  released: ['contact'],
  'reseller-copy': [
    'measures',
    'facts',
    'stillWorks',
    { steps: 'any' },
    'wayBack',
    'contact',
    'reasons',
    'privacy',
  ],
};

/** The whole text of a kind, with blank lines between its parts. */
export function assemble(voice: VoiceTexts, kind: NoticeKind): NoticeText {
  const { subject, body } = voice.openings[kind];
  const texts = parts[kind].map((part) =>
    typeof part === 'string' ? voice[part] : stepsOf(voice, part.steps),
  );
  return {
    subject,
    body: [voice.greeting, body, voice.remark, voice.caseLine, ...texts, voice.farewell].join('\n\n'),
  };
}

function stepsOf({ steps }: VoiceTexts, which: Steps): string {
  if (which !== 'any') return steps[which];
  const { mailbox, site, connection, forwarding } = steps;
  return (
    `{{#isMailbox}}${mailbox}{{/isMailbox}}{{#isSite}}${site}{{/isSite}}` +
    `{{#isConnection}}${connection}{{/isConnection}}{{#isForwarding}}${forwarding}{{/isForwarding}}`
  );
}
