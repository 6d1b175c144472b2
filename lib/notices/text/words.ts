// Words that facts become in a notice, by language.

import type { MeasureKind } from '@/lib/containment/types';
import type { NoticeLanguage } from '../types';

export const measureWords: Record<NoticeLanguage, Record<MeasureKind, string>> = {
  de: {
    throttle: 'Versand gedrosselt',
    'send-lock': 'Versand über unsere Server gesperrt',
    'login-lock': 'Anmeldung gesperrt',
    'end-sessions': 'offene Verbindungen beendet',
    'hold-queue': 'noch nicht zugestellte Mail angehalten',
    'walled-garden': 'Anschluss auf Hilfeseiten beschränkt',
    'new-password': 'Passwort ersetzt',
  },
  en: {
    throttle: 'sending slowed down',
    'send-lock': 'sending through our servers locked',
    'login-lock': 'sign-in locked',
    'end-sessions': 'open connections ended',
    'hold-queue': 'mail not delivered yet put on hold',
    'walled-garden': 'connection limited to help pages',
    'new-password': 'password replaced',
  },
};

interface Words {
  groundTerms: string;
  groundSingle: string;
  /** `written`: the number as the language writes it. */
  complaints(count: number, written: string): string;
  otherSources(count: number, isFurther: boolean): string;
}

export const words: Record<NoticeLanguage, Words> = {
  de: {
    groundTerms: 'Bedingungen des Produkts',
    groundSingle: 'Entscheidung im Einzelfall zur Abwehr einer Störung',
    complaints: (count, written) => (count === 1 ? 'eine Beschwerde' : `${written} Beschwerden`),
    otherSources: (count, isFurther) =>
      count === 1
        ? `eine ${isFurther ? 'weitere ' : ''}Stelle`
        : `${count} ${isFurther ? 'weitere ' : ''}Stellen`,
  },
  en: {
    groundTerms: 'terms of the product',
    groundSingle: 'decision in this single case to avert a disturbance',
    complaints: (count, written) => (count === 1 ? 'one complaint' : `${written} complaints`),
    otherSources: (count, isFurther) =>
      `${count === 1 ? 'one' : count} ${isFurther ? 'further ' : ''}${count === 1 ? 'source' : 'sources'}`,
  },
};
