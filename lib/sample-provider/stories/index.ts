// The stories, in the order in which a newcomer should meet them.

import { forgedFlood } from './forged-flood';
import { forwarder } from './forwarder';
import { hijacked } from './hijacked';
import { newsletter } from './newsletter';
import { notSpam } from './not-spam';
import { oldMail } from './old-mail';
import { redacted } from './redacted';
import { repeatOffender } from './repeat-offender';
import { snowshoe, snowshoeRest } from './snowshoe';
import type { Story } from './story';
import { twoMailboxes } from './two-mailboxes';

export const stories: readonly Story[] = [
  hijacked,
  repeatOffender,
  twoMailboxes,
  snowshoe,
  snowshoeRest,
  newsletter,
  forwarder,
  oldMail,
  forgedFlood,
  notSpam,
  redacted,
];
