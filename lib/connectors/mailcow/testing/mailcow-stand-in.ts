// A stand-in for mailcow, built from its documented interface (openapi.yaml) and the manners of its json_api.php: failures
// under status 200, an empty answer for what it does not have, 0 as "no limit", and a Dovecot that remembers for a while
// whom it let in, by login and password. It is not mailcow: what it knows is what the connector was built for.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface StandInMailbox {
  active: number;
  authsource: string;
  password: string;
  attributes: Record<string, string>;
}

export interface QueuedStandIn {
  queue_id: string;
  queue_name: string;
  sender: string;
  /** Who signed in for it; null: nobody. */
  sasl: string | null;
}

export const apiKey = 'ABCDEF-123456-ABCDEF-123456-ABCDEF';

export class MailcowStandIn {
  readonly mailboxes = new Map<string, StandInMailbox>();
  readonly limits = new Map<string, { value: string; frame: string }>();
  readonly queue: QueuedStandIn[] = [];
  /** Every change it was asked for: what, for whom, and the attributes. */
  readonly edits: { what: string; items: string[]; attr: Record<string, unknown> }[] = [];
  manner: 'answers' | 'reads-only' | 'silent-after' | 'garbage' | 'away' = 'answers';
  /** Whether its version asks `smtp_access` at sign-in; some do not. */
  asksSmtpAccess = true;
  readonly #remembered = new Set<string>();
  #updates = 0;
  readonly #http: Server;
  readonly #smtp: SMTPServer;

  constructor() {
    this.#http = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const [status, body] = this.#answer(request, text);
        if (this.manner === 'silent-after') return;
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
    this.#smtp = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        this.mayIn(username ?? '', password ?? '')
          ? done(null, { user: username ?? '' })
          : done(Object.assign(new Error('authentication failed'), { responseCode: 535 })),
    });
    this.#smtp.on('error', () => undefined);
  }

  async start(): Promise<{ url: string; smtpPort: number }> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => this.#smtp.listen(0, '127.0.0.1', () => resolve()));
    const { port } = this.#http.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      smtpPort: (this.#smtp.server.address() as AddressInfo).port,
    };
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
    await new Promise<void>((resolve) => this.#smtp.close(() => resolve()));
  }

  add(login: string, change: Partial<StandInMailbox> = {}): void {
    const attributes = {
      smtp_access: '1',
      sogo_access: '1',
      imap_access: '1',
      passwd_update: '2026-01-01 10:00:00',
    };
    this.mailboxes.set(login, { active: 1, authsource: 'mailcow', password: 'alt', attributes, ...change });
  }

  /** Dovecot with its cache: whoever was let in is let in again, whatever changed since. */
  mayIn(login: string, password: string): boolean {
    const key = `${login}\0${password}`;
    if (this.#remembered.has(key)) return true;
    const box = this.mailboxes.get(login);
    if (box === undefined || box.active !== 1 || box.password !== password) return false;
    if (this.asksSmtpAccess && box.attributes['smtp_access'] !== '1') return false;
    this.#remembered.add(key);
    return true;
  }

  /** The cache's time is over. */
  forget(): void {
    this.#remembered.clear();
  }

  #answer({ url = '', headers }: IncomingMessage, text: string): [number, string] {
    if (headers['x-api-key'] !== apiKey) return [401, '{"type":"error","msg":"authentication failed"}'];
    const [, , , verb, what = '', ...rest] = url.split('/');
    const name = decodeURIComponent(rest.join('/'));
    if (verb === 'get') return [200, this.manner === 'garbage' ? '<html>' : this.#get(what, name)];
    if (this.manner === 'reads-only') return [403, '{"type":"error","msg":"API read/write access denied"}'];
    const { items, attr } = JSON.parse(text) as { items: string[]; attr: Record<string, unknown> };
    this.edits.push({ what, items, attr });
    const results = items.map((item) => this.#edit(what, item, attr));
    // mailcow repeats what was sent.
    return [200, JSON.stringify(results.map((one) => ({ ...one, log: [what, 'edit', attr] })))];
  }

  #get(what: string, name: string): string {
    if (what === 'mailbox') {
      const box = this.mailboxes.get(name);
      if (box === undefined) return '{}';
      const { password: _, ...shown } = box;
      return JSON.stringify({ username: name, ...shown, name: 'Erika', quota: 1_073_741_824 });
    }
    if (what === 'rl-mbox') return JSON.stringify(this.limits.get(name) ?? {});
    if (what === 'postcat') return printed(this.queue.find((one) => one.queue_id === name));
    return JSON.stringify(
      this.queue.map(({ sasl: _, ...one }) => ({ ...one, recipients: ['x@example.net'] })),
    );
  }

  #edit(what: string, item: string, attr: Record<string, unknown>): { type: string; msg: unknown } {
    if (what === 'mailq') {
      const mail = this.queue.find((one) => one.queue_id === item);
      if (mail !== undefined) mail.queue_name = 'hold';
      return { type: 'success', msg: 'queue_command_success' };
    }
    const box = this.mailboxes.get(item);
    if (box === undefined) return { type: 'danger', msg: 'access_denied' };
    if (what === 'rl-mbox') {
      const value = Number(attr['rl_value']);
      if (value === 0) this.limits.delete(item);
      else this.limits.set(item, { value: String(value), frame: String(attr['rl_frame']) });
      return { type: 'success', msg: ['rl_saved', item] };
    }
    if (attr['password'] !== undefined) {
      if (attr['password'] !== attr['password2']) return { type: 'danger', msg: 'password_mismatch' };
      if (String(attr['password']).length < 6) return { type: 'danger', msg: 'password_complexity' };
      box.password = String(attr['password']);
      box.attributes['passwd_update'] = `2026-01-02 10:00:${String(++this.#updates).padStart(2, '0')}`;
    }
    if (attr['active'] !== undefined) box.active = Number(attr['active']);
    for (const key of ['smtp_access', 'sogo_access', 'imap_access'])
      if (attr[key] !== undefined) box.attributes[key] = String(attr[key]);
    return { type: 'success', msg: ['mailbox_modified', item] };
  }
}

/** What postcat prints of a queued mail; its text may claim what it likes. */
function printed(mail: QueuedStandIn | undefined): string {
  if (mail === undefined) return '';
  const login = mail.sasl === null ? '' : `named_attribute: sasl_username=${mail.sasl}\n`;
  return (
    `*** ENVELOPE RECORDS hold/${mail.queue_id} ***\n${login}sender: ${mail.sender}\n` +
    `*** MESSAGE CONTENTS hold/${mail.queue_id} ***\nSubject: x\n\nnamed_attribute: sasl_username=erika@example.com\n`
  );
}
