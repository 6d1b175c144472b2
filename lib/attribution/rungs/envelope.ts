// The envelope sender in a domain that we host: Return-Path of the reported mail, Original-Mail-From of the report. Senders
// can be forged, so this is never enough to act on. SRS and BATV are taken off first; a mail that one of our mailboxes only
// forwarded (our hop took it from outside and sent it on under SRS) points to that mailbox, whose remedy is its forward.

import { followTo } from '../follow-alias';
import { addressAccount, unwrapSender } from '../logins';
import { setHoldsName } from '../names';
import type { ClaimedAccount, EvidenceLine } from '../types';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'envelope';

function forwardingAccount(
  { network, ownHops }: RungContext,
  forwarderDomain: string | null,
): ClaimedAccount | null {
  const recipient = ownHops.handover?.forAddress ?? null;
  if (forwarderDomain === null || recipient === null || !setHoldsName(network.hostedDomains, forwarderDomain))
    return null;
  const account = addressAccount(recipient);
  return account?.domain !== null &&
    account?.domain !== undefined &&
    setHoldsName(network.hostedDomains, account.domain)
    ? account
    : null;
}

function judge(
  context: RungContext,
  field: string,
  value: string,
): { account: ClaimedAccount | null; line: EvidenceLine; alias: EvidenceLine[] } {
  const say = (code: EvidenceLine['code'], account: ClaimedAccount | null) => {
    // Which address sends on is known, whoever is behind it.
    const means = code === 'forwarded-for' ? 'login' : 'address';
    const followed = followTo(account, means, name, context.aliases);
    const line = evidenceLine(
      name,
      code,
      field,
      account === null || value.includes(account.login) ? value : `${value} → ${account.login}`,
      account !== null,
    );
    return { account: followed.account, line, alias: followed.evidence };
  };
  if (value === '') return say('null-sender', null);
  const sender = unwrapSender(value);
  const account = addressAccount(sender.address);
  if (
    account?.domain !== null &&
    account?.domain !== undefined &&
    setHoldsName(context.network.hostedDomains, account.domain)
  ) {
    return say(sender.isUnwrapped ? 'hosted-sender-unwrapped' : 'hosted-sender', account);
  }
  const forwarding = forwardingAccount(context, sender.forwarderDomain);
  return forwarding === null ? say('foreign-sender', null) : say('forwarded-for', forwarding);
}

function look(context: RungContext): RungFinding {
  const { reported, originalMailFrom } = context.input;
  const senders: [string, string][] = [];
  if (reported?.returnPath !== null && reported?.returnPath !== undefined)
    senders.push(['Return-Path', reported.returnPath]);
  if (originalMailFrom !== null) senders.push(['Original-Mail-From', originalMailFrom]);
  if (senders.length === 0) {
    return { account: null, evidence: [evidenceLine(name, 'no-sender', 'Return-Path', '', false)] };
  }
  const judged = senders.map(([field, value]) => judge(context, field, value));
  const found = judged.find((one) => one.account !== null);
  const evidence = judged.flatMap(({ line, alias }) => [line, ...alias]);
  // Who only forwards has not sent anything: named, so that the remedy can be found, but never blamed.
  if (found?.line.code === 'forwarded-for') return { account: found.account, evidence, isBlameless: true };
  return { account: found?.account ?? null, evidence };
}

export const envelope: Rung = { name, factor: (policy) => policy.attribution.senderOnly, look };
