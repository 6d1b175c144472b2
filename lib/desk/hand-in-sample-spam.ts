// The sample provider's users press "this is spam": these mails come in as a program would hand them in, others by mail.
// Once each, however often it runs; nothing leaves.

import { hasApiInputAt } from '@/lib/own-loop/input-queries';
import { sampleSpam } from '@/lib/sample-provider/own-loop';
import { OUTSIDER } from '@/lib/sample-provider/network';
import { takeOwnLoopMail } from './take-own-loop-mail';

export async function handInSampleSpam(anchor: Date): Promise<void> {
  if (await hasApiInputAt(anchor)) return;
  for (const { kind, raw, recipient } of sampleSpam(anchor)) {
    const mail = { kind, raw, recipients: [recipient], clientIp: OUTSIDER.ip };
    const taken = await takeOwnLoopMail(mail, { now: anchor });
    if (!taken.ok) throw new Error(`the sample provider's spam is ${taken.code}`);
  }
}
