// Rows of playbooks and their runs as the desk reads and writes them.

import type { NoticeVoice } from '@/lib/notices/types';
import type { PlaybookBody, PlaybookStep } from './playbook';

/** One version of a playbook. */
export interface PlaybookRow {
  id: number;
  key: string;
  nameDe: string;
  nameEn: string;
  body: PlaybookBody;
  note: string;
  createdAt: Date;
  /** Null: as shipped. */
  createdBy: string | null;
  /** The how many-th version of its key, from 1. */
  version: number;
}

/** What a person chose with the notice, and saw of the complaints. */
export interface ChosenNotice {
  voice: NoticeVoice;
  /** Null: nobody can be written to; somebody will have to call. */
  to: string | null;
  upTo: number;
}

/** The step of the version; a notice with what was chosen. */
export type StepDetail = PlaybookStep & { chosen?: ChosenNotice };

export const stepStates = {
  measure: ['ordered', 'standing', 'not-offered'],
  notice: ['waiting', 'written', 'call', 'handed-over', 'called-off'],
  recheck: ['waiting', 'due', 'seen', 'called-off'],
} as const;
export type StepState = (typeof stepStates)[keyof typeof stepStates][number];

export interface NewStep {
  detail: StepDetail;
  state: StepState;
  dueAt: Date | null;
  measureIds: number[];
}

/** Why a notice needs a person. */
export type HandOverCode =
  'not-confirmed' | 'contact-changed' | 'not-configured' | 'already-written' | 'case-moved';
