// A Postfix log of any length, seeded: submissions, mail from other servers, content filter and back, aliases that lead
// outside, deferred mail, rejects and failed authentications, as a busy server mixes them.

const CHUNK = 1024 * 1024;
const START = Date.UTC(2026, 10, 14, 0, 0, 0);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ALPHABET = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';
const DOMAINS = [
  'example.net',
  'example.org',
  'mail.example',
  'post.example',
  'firma.example',
  'verein.example',
];

/** Yields the log in chunks of a mebibyte; the same lines for the same arguments, spread over `days`. */
export function* postfixLog(lines: number, { seed = 1, days = 7 } = {}): Generator<Buffer> {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const step = (days * 86_400_000) / lines;
  const waiting: string[][] = [];
  let text = '';
  let serial = 0;
  for (let written = 0; written < lines; written += 1) {
    // Sixteen mails are under way at a time; their lines come mixed.
    while (waiting.length < 16) waiting.push(mailLines((serial += 1), random, pick));
    const index = Math.floor(random() * waiting.length);
    const mail = waiting[index] as string[];
    text += `${stamp(START + written * step)} mail1 ${mail.shift() as string}\n`;
    if (mail.length === 0) waiting.splice(index, 1);
    if (text.length >= CHUNK) {
      yield Buffer.from(text, 'latin1');
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text, 'latin1');
}

function mailLines(serial: number, random: () => number, pick: <T>(list: readonly T[]) => T): string[] {
  const id = queueId(serial);
  const pid = 100 + Math.floor(random() * 900);
  const account = Math.floor(random() * 20_000);
  const user = `user${account}@kunde${account % 300}.example`;
  const ip = `198.18.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`;
  const to = `person${Math.floor(random() * 100_000)}@${pick(DOMAINS)}`;
  const roll = random();
  if (roll < 0.06) {
    return [
      `postfix/smtpd[${pid}]: connect from unknown[${ip}]`,
      roll < 0.03
        ? `postfix/smtpd[${pid}]: NOQUEUE: reject: RCPT from unknown[${ip}]: 550 5.1.1 <${to}>: Recipient address rejected: User unknown in virtual mailbox table; from=<${user}> to=<${to}> proto=ESMTP helo=<pc>`
        : `postfix/submission/smtpd[${pid}]: warning: unknown[${ip}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=${user}`,
      `postfix/smtpd[${pid}]: disconnect from unknown[${ip}] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4`,
    ];
  }
  const isSubmission = roll < 0.7;
  const lines = [
    `postfix/${isSubmission ? 'submission/' : ''}smtpd[${pid}]: connect from host.example[${ip}]`,
    `postfix/${isSubmission ? 'submission/' : ''}smtpd[${pid}]: Anonymous TLS connection established from host.example[${ip}]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256`,
    isSubmission
      ? `postfix/submission/smtpd[${pid}]: ${id}: client=host.example[${ip}], sasl_method=PLAIN, sasl_username=${user}`
      : `postfix/smtpd[${pid}]: ${id}: client=host.example[${ip}]`,
    `postfix/cleanup[${pid + 1}]: ${id}: message-id=<${serial}.${Math.floor(random() * 1e9)}@pc.example>`,
    `postfix/qmgr[97]: ${id}: from=<${user}>, size=${1_000 + Math.floor(random() * 50_000)}, nrcpt=1 (queue active)`,
    `postfix/${isSubmission ? 'submission/' : ''}smtpd[${pid}]: disconnect from host.example[${ip}] ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8`,
  ];
  if (random() < 0.1) {
    lines.push(
      `postfix/smtp[${pid + 2}]: ${id}: to=<${to}>, relay=mx.${pick(DOMAINS)}[192.0.2.9]:25, delay=3, delays=0.1/0/2.4/0.5, dsn=4.2.0, status=deferred (host mx.example.net[192.0.2.9] said: 450 4.2.0 try again later (in reply to RCPT TO command))`,
    );
  }
  const alias = random() < 0.1 ? `, orig_to=<info@kunde.example>` : '';
  lines.push(
    `postfix/smtp[${pid + 2}]: Trusted TLS connection established to mx.${pick(DOMAINS)}[192.0.2.9]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256`,
    `postfix/smtp[${pid + 2}]: ${id}: to=<${to}>${alias}, relay=mx.${pick(DOMAINS)}[192.0.2.9]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ${queueId(serial + 7_000_000)})`,
    `postfix/qmgr[97]: ${id}: removed`,
  );
  return lines;
}

function queueId(serial: number): string {
  let rest = serial * 7_919 + 40_000_000_000;
  let text = '';
  while (text.length < 11) {
    text = (ALPHABET[rest % 52] as string) + text;
    rest = Math.floor(rest / 52);
  }
  return `4${text}zL51j`.slice(0, 15);
}

function stamp(at: number): string {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = String(time.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[time.getUTCMonth()]} ${day} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
