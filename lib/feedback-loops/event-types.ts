// What can happen to a subscription, as its history keeps it. The audit has the same under `feedback-loop-<kind>`.

import type { LoopSettings, LoopState } from './types';

export type LoopEvent =
  | { kind: 'added'; detail: { state: LoopState } }
  /** `before` and `after` hold what changed, by the name of the setting. */
  | { kind: 'changed'; detail: { before: Partial<LoopSettings>; after: Partial<LoopSettings> } }
  | { kind: 'moved'; detail: { from: LoopState; to: LoopState; note: string | null } }
  | { kind: 'noted'; detail: { text: string } }
  /** What the provider knows of us: how many values came, went and stand now. */
  | { kind: 'covered'; detail: { added: string[]; removed: string[]; total: number } }
  /** Told the provider what changed of ours. */
  | { kind: 'told'; detail: { added: string[]; removed: string[] } }
  | { kind: 'credentials-saved'; detail: Record<string, never> }
  | { kind: 'credentials-removed'; detail: Record<string, never> }
  | { kind: 'credentials-shown'; detail: Record<string, never> }
  | { kind: 'contacts-confirmed'; detail: Record<string, never> }
  | { kind: 'self-check-on'; detail: Record<string, never> }
  | { kind: 'self-check-off'; detail: Record<string, never> }
  | { kind: 'file-added'; detail: { name: string; bytes: number } }
  | { kind: 'file-removed'; detail: { name: string; bytes: number } };

export type LoopEventKind = LoopEvent['kind'];
