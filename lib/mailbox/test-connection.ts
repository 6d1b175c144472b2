// Tries a mailbox step by step for the person who sets it up, and says at each what the server answered. Nothing is
// fetched or moved; a missing target folder is made, as the poller would. The first step that fails is the last.

import { testImap } from './test-imap';
import { testMaildir } from './test-maildir';
import type { MailboxConfig, MailboxErrorCode } from './types';

export type TestStepCode =
  | 'resolve'
  | 'connect'
  | 'tls'
  | 'sign-in'
  | 'capability'
  | 'folder'
  | 'processed-folder'
  | 'quarantine-folder'
  | 'path'
  | 'readable'
  | 'writable';

export interface TestStep {
  code: TestStepCode;
  ok: boolean;
  /** The server's or the system's own words; addresses, capabilities, counts where it went well. */
  detail: string;
  /** What is wrong, as the code that the screen has a sentence for; null where the step succeeded. */
  advice: MailboxErrorCode | null;
}

/** Tests `config`, in less than a minute even where nothing answers. */
export function testMailbox(config: MailboxConfig): Promise<TestStep[]> {
  return config.kind === 'imap' ? testImap(config) : testMaildir(config);
}
