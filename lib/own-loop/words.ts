// What people read of our own feedback loop, outside the desk: in both languages at once, since nobody knows which one a
// subscriber reads. Pure.

/** Above each report. */
export function ownLoopText(provider: string): string {
  const us = provider === '' ? '' : ` ${provider}`;
  return [
    `Eine Mail von Ihnen wurde bei${us === '' ? ' uns' : us} als Spam gemeldet oder kam in einer Falle an.`,
    'Wer sie bekam, steht hier nicht; gleiche Empfänger haben das gleiche Kennzeichen.',
    '',
    `A mail of yours was reported as spam at${us === '' ? ' our service' : us}, or came to a trap.`,
    'Who received it is not told; equal recipients have equal marks.',
    '',
  ].join('\n');
}

/** The mail with the code. */
export function proofMail(
  provider: string,
  { organisation, domain, code, days }: { organisation: string; domain: string; code: string; days: number },
): { subject: string; text: string } {
  const us = provider === '' ? 'uns' : provider;
  const them = provider === '' ? 'us' : provider;
  return {
    subject: `Feedback-Loop: ${domain}`,
    text: [
      `${organisation} möchte Beschwerden über Mails mit einer Signatur von ${domain} von ${us} bekommen.`,
      `Wenn das stimmt, nennen Sie uns diesen Code; er gilt ${days} Tage:`,
      '',
      `    ${code}`,
      '',
      'Wenn nicht, tun Sie nichts: Dann geht nichts hinaus.',
      '',
      `${organisation} wants to get complaints about mail signed by ${domain} from ${them}.`,
      `If that is right, tell us this code; it holds for ${days} days. If not, do nothing.`,
      '',
    ].join('\n'),
  };
}
