// What the administration of a feedback loop writes to people: codes and links that prove a domain, report cards, new
// addresses and terms. RFC 6449 §4.2: it comes to the address of the reports, and must reach people.
// Promise: pure, never throws. Words in the subject decide, German and English; anybody can write them, so the desk
// keeps the mail here only where its sender is a feedback loop, and takes it for what it is otherwise where not.

import { subjectText } from '../formats/automatic-mail';
import { mailText } from '../formats/mail-text';
import type { FormatReading } from '../formats/types';
import { readText } from '../generic/read-text';
import { leafParts } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { readCodes, readLinks } from './codes-and-links';

/** The facts of a kept administrative mail. Codes and links are text for people: nothing ever opens them. */
export interface AdministrationFacts {
  kind: 'verification' | 'report-card' | 'terms';
  codes: string[];
  links: string[];
}

const SUBJECTS: readonly [AdministrationFacts['kind'], readonly string[]][] = [
  [
    'verification',
    ['verification', 'verify', 'confirm', 'activation', 'authoriz', 'bestätig', 'verifizier', 'freischalt'],
  ],
  [
    'report-card',
    ['report card', 'weekly', 'monthly', 'complaint summary', 'wochenbericht', 'monatsbericht'],
  ],
  [
    'terms',
    [
      'terms',
      'policy update',
      'address change',
      'maintenance',
      'nutzungsbedingungen',
      'adressänderung',
      'wartung',
    ],
  ],
];
/** One of these names the matter, in the subject or the text. */
const MATTERS = ['feedback loop', 'feedback-loop', 'fbl', 'complaint', 'jmrp', 'beschwerde', 'arf'];

/** Reads one mail as a feedback loop's administration. */
export function readAdministration(mail: MimePart): FormatReading {
  const subject = subjectText(mail.header.fields);
  const kind = SUBJECTS.find(([, words]) => words.some((word) => subject.includes(word)))?.[0];
  if (kind === undefined || leafParts(mail).some((part) => part.type.startsWith('message/'))) {
    return { outcome: 'not-this-format' };
  }
  const text = mailText(mail);
  const words = `${subject}\n${text.toLowerCase()}`;
  if (!MATTERS.some((matter) => words.includes(matter))) return { outcome: 'not-this-format' };
  const facts: AdministrationFacts = { kind, codes: readCodes(text), links: readLinks(text) };
  if (kind === 'verification' && facts.codes.length + facts.links.length === 0) {
    return { outcome: 'not-this-format' };
  }
  const reading = readText(mail);
  const otherwise = reading.outcome === 'candidate' ? { ...reading, format: 'text' } : null;
  return { outcome: 'other-mail', facts: { ...facts }, text: text || null, otherwise };
}
