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
  wayBack: string;
  contact: string;
  reasons: string;
  privacy: string;
  remark: string;
}

type Part = Exclude<keyof VoiceTexts, 'openings' | 'steps'> | { steps: keyof VoiceTexts['steps'] };

const whole = (steps: keyof VoiceTexts['steps']): Part[] => [
  'measures',
  'facts',
  'excerpt',
  'stillWorks',
  { steps },
  'links',
  'wayBack',
  'contact',
  'reasons',
  'privacy',
];

const parts: Record<NoticeKind, Part[]> = {
  'mailbox-locked': whole('mailbox'),
  'site-locked': whole('site'),
  'connection-locked': whole('connection'),
  throttled: whole('mailbox'),
  forwarding: ['measures', 'facts', { steps: 'forwarding' }, 'contact', 'reasons', 'privacy'],
  reminder: ['measures', { steps: 'mailbox' }, 'links', 'wayBack', 'contact'],
  questions: ['measures', 'wayBack', 'contact'],
  released: ['contact'],
  'reseller-copy': [
    'measures',
    'facts',
    'stillWorks',
    { steps: 'mailbox' },
    'wayBack',
    'contact',
    'reasons',
    'privacy',
  ],
};

/** The whole text of a kind, with blank lines between its parts. */
export function assemble(voice: VoiceTexts, kind: NoticeKind): NoticeText {
  const { subject, body } = voice.openings[kind];
  const texts = parts[kind].map((part) => (typeof part === 'string' ? voice[part] : voice.steps[part.steps]));
  return {
    subject,
    body: [voice.greeting, body, voice.remark, voice.caseLine, ...texts, voice.farewell].join('\n\n'),
  };
}
