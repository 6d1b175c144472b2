// The text that is used while nobody has written another one, by kind and voice.

import type { NoticeKind, NoticeText, NoticeVoice } from '../types';
import { assemble } from './assemble';
import { deDu } from './de-du';
import { deSie } from './de-sie';
import { en } from './en';

export function shippedText(kind: NoticeKind, { language, tone }: NoticeVoice): NoticeText {
  return assemble(language === 'en' ? en : tone === 'du' ? deDu : deSie, kind);
}
