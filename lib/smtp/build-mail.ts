// One mail as bytes: text and HTML, its headers, signed where a key is configured. The library is nodemailer's composer,
// which folds and encodes every value: a line end in a name or subject cannot become a header.
// Sources: RFC 5322 §3.6.4 (identification fields), RFC 3834 §5 (Auto-Submitted), RFC 6376 (DKIM).

import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';

export interface MailParts {
  from: { name: string; address: string };
  to: string;
  replyTo: string;
  subject: string;
  text: string;
  /** Null: text alone. */
  html: string | null;
  /** Without brackets, like those below. */
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  date: Date;
  /** No person released it. */
  isAutomatic: boolean;
  attachments: { filename: string; contentType: string; content: Buffer }[];
}

export interface DkimKey {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

/** The mail's bytes, with CRLF line ends. Throws where the DKIM key is none. */
export async function buildMail(parts: MailParts, dkim: DkimKey | null): Promise<Buffer> {
  const composer = new MailComposer({
    from: parts.from,
    to: parts.to,
    replyTo: parts.replyTo,
    subject: parts.subject,
    text: parts.text,
    ...(parts.html === null ? {} : { html: parts.html }),
    messageId: `<${parts.messageId}>`,
    date: parts.date,
    attachments: parts.attachments,
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
    ...(parts.inReplyTo === null ? {} : { inReplyTo: `<${parts.inReplyTo}>` }),
    ...(parts.references.length === 0 ? {} : { references: parts.references.map((id) => `<${id}>`) }),
    ...(parts.isAutomatic ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {}),
  });
  const mime = await new Promise<Buffer>((resolve, reject) => {
    composer.compile().build((error, message) => (error ? reject(error) : resolve(message)));
  });
  return dkim === null ? mime : signMail(mime, dkim);
}

/** The mail with a DKIM signature on top. */
export async function signMail(mime: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(mime)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
