// Text blocks for answers as shipped: the frame that a new answer begins with, and what is asked or said again and again.
// In the language of lib/notices/text/template.ts; a person puts them in and edits what comes of them.

import type { NoticeText, NoticeVoice } from '../types';
import { deDu } from './de-du';
import { deSie } from './de-sie';
import { en } from './en';

/** `start`: greeting and farewell, between which an answer is written. */
export const shippedBlockKeys = [
  'start',
  'device',
  'password',
  'questions',
  'found',
  'thanks',
  'call',
] as const;
type ShippedBlockKey = (typeof shippedBlockKeys)[number];
type Blocks = Record<Exclude<ShippedBlockKey, 'start'>, NoticeText>;

const sie: Blocks = {
  device: {
    subject: 'Erst das Gerät bereinigen',
    body:
      'Bitte prüfen Sie zuerst alle Geräte, auf denen das Postfach eingerichtet ist, mit einem aktuellen Virenscanner und ' +
      'bereinigen Sie sie. Solange dort Schadsoftware mitliest, hilft ein neues Passwort nicht.',
  },
  password: {
    subject: 'Neues Passwort',
    body:
      'Vergeben Sie danach von einem sauberen Gerät aus ein neues, langes Passwort, das Sie nirgends sonst benutzen. Ändern ' +
      'Sie das alte auch überall dort, wo Sie es noch verwenden. Wir fragen nie nach Ihrem Passwort.',
  },
  questions: {
    subject: 'Was wir noch wissen müssen',
    body:
      'Bevor wir {{login}} wieder freigeben, fehlt uns noch:\n' +
      '- Haben Sie alle Geräte geprüft und bereinigt?\n' +
      '- Haben Sie danach das Passwort geändert, auch bei FTP und in anderen Programmen?\n' +
      '- Haben Sie Filter, Weiterleitungen und App-Passwörter durchgesehen?',
  },
  found: {
    subject: 'Was hat der Scanner gefunden?',
    body: 'Bitte schreiben Sie uns noch kurz, was der Virenscanner gefunden hat und was Sie damit gemacht haben.',
  },
  thanks: {
    subject: 'Danke, wir prüfen',
    body: 'Vielen Dank für Ihre Antwort. Wir prüfen Ihre Angaben und melden uns, sobald {{login}} wieder freigegeben ist.',
  },
  call: {
    subject: 'Bitte anrufen',
    body: 'Am schnellsten klären wir das am Telefon{{#phone}}: {{phone}}{{#hours}} ({{hours}}){{/hours}}{{/phone}}. Nennen Sie bitte die Nummer {{caseNumber}}.',
  },
};

const du: Blocks = {
  device: {
    subject: 'Erst das Gerät bereinigen',
    body:
      'Bitte prüfe zuerst alle Geräte, auf denen das Postfach eingerichtet ist, mit einem aktuellen Virenscanner und ' +
      'bereinige sie. Solange dort Schadsoftware mitliest, hilft ein neues Passwort nicht.',
  },
  password: {
    subject: 'Neues Passwort',
    body:
      'Vergib danach von einem sauberen Gerät aus ein neues, langes Passwort, das du nirgends sonst benutzt. Ändere das ' +
      'alte auch überall dort, wo du es noch verwendest. Wir fragen nie nach deinem Passwort.',
  },
  questions: {
    subject: 'Was wir noch wissen müssen',
    body:
      'Bevor wir {{login}} wieder freigeben, fehlt uns noch:\n' +
      '- Hast du alle Geräte geprüft und bereinigt?\n' +
      '- Hast du danach das Passwort geändert, auch bei FTP und in anderen Programmen?\n' +
      '- Hast du Filter, Weiterleitungen und App-Passwörter durchgesehen?',
  },
  found: {
    subject: 'Was hat der Scanner gefunden?',
    body: 'Bitte schreib uns noch kurz, was der Virenscanner gefunden hat und was du damit gemacht hast.',
  },
  thanks: {
    subject: 'Danke, wir prüfen',
    body: 'Vielen Dank für deine Antwort. Wir prüfen deine Angaben und melden uns, sobald {{login}} wieder freigegeben ist.',
  },
  call: {
    subject: 'Bitte anrufen',
    body: 'Am schnellsten klären wir das am Telefon{{#phone}}: {{phone}}{{#hours}} ({{hours}}){{/hours}}{{/phone}}. Nenne bitte die Nummer {{caseNumber}}.',
  },
};

const english: Blocks = {
  device: {
    subject: 'Clean the device first',
    body:
      'Please check every device that uses the mailbox with an up-to-date virus scanner first, and clean it. As long as ' +
      'malware reads along there, a new password does not help.',
  },
  password: {
    subject: 'New password',
    body:
      'Then, from a clean device, set a new, long password that you use nowhere else, and change the old one wherever you ' +
      'still use it. We never ask for your password.',
  },
  questions: {
    subject: 'What we still need to know',
    body:
      'Before we can release {{login}}, please tell us:\n' +
      '- Have you checked and cleaned every device?\n' +
      '- Have you changed the password after that, for FTP and other programs as well?\n' +
      '- Have you looked through filters, forwards and app passwords?',
  },
  found: {
    subject: 'What did the scanner find?',
    body: 'Please tell us briefly what the virus scanner found and what you did about it.',
  },
  thanks: {
    subject: 'Thank you, we are checking',
    body: 'Thank you for your answer. We check what you told us and write again as soon as {{login}} is released.',
  },
  call: {
    subject: 'Please call',
    body: 'We can settle this fastest by telephone{{#phone}}: {{phone}}{{#hours}} ({{hours}}){{/hours}}{{/phone}}. Please have the number {{caseNumber}} at hand.',
  },
};

/** The blocks of a voice, in the order in which they are shown. */
export function shippedBlocks({ language, tone }: NoticeVoice): (NoticeText & { key: ShippedBlockKey })[] {
  const [frame, blocks] = language === 'en' ? [en, english] : tone === 'du' ? [deDu, du] : [deSie, sie];
  const subject = language === 'en' ? 'Greeting and farewell' : 'Anrede und Gruß';
  const all = { start: { subject, body: `${frame.greeting}\n\n${frame.farewell}` }, ...blocks };
  return shippedBlockKeys.map((key) => ({ key, ...all[key] }));
}
