// The desk of the story: a real configuration, as a provider would write it, on the servers of provider.ts.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { oneTimePasswordIn, runProduct } from '../run-product';
import { logins, passwords, type Provider } from './provider';

const QUEUE_PROGRAMS = ['postqueue', 'postcat', 'postsuper'].map((name) => `${name}=/usr/sbin/${name}`);

export interface Desk {
  url: string;
  /** Of the administrator whom it made at its first start. */
  oneTimePassword: string;
  /** Everything that its processes have logged. */
  logged(): string;
  stop(): Promise<void>;
}

/** Starts it and waits until its screens are served. */
export async function startDesk(provider: Provider, policyPort: number): Promise<Desk> {
  const port = await freePort();
  const lines: string[] = [];
  let tell: (password: string) => void = () => undefined;
  const oneTime = new Promise<string>((resolve) => (tell = resolve));
  const product = runProduct(configuration(provider, port, policyPort), (line) => {
    lines.push(line);
    const password = oneTimePasswordIn(line);
    if (password !== null) tell(password);
  });
  const failed = product.ended.then((code) => {
    throw new Error(`the product ended with ${code}: ${lines.join('\n')}`);
  });
  failed.catch(() => undefined);
  const log = join(product.stateDir, 'log');
  return {
    url: `http://localhost:${port}`,
    oneTimePassword: await Promise.race([oneTime, failed]),
    logged: () =>
      readdirSync(log)
        .map((name) => readFileSync(join(log, name), 'utf8'))
        .join('\n'),
    async stop() {
      product.stop();
      await product.ended;
    },
  };
}

function configuration(provider: Provider, port: number, policyPort: number): Record<string, string> {
  const { mail, imapPort } = provider;
  const imap = (role: string, user: string, password: string) => ({
    HOST: '127.0.0.1',
    PORT: String(imapPort),
    SECURITY: 'none',
    USER: user,
    PASSWORD: password,
    ROLE: role,
  });
  return {
    DATABASE_URL: provider.deskUrl,
    SAMPLE_PROVIDER: '0',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: '',
    LOG_LEVEL: 'debug',
    OWN_DOMAINS: 'example.com',
    OWN_HOSTS: 'mail1.example.com',
    AUTHSERV_IDS: 'mail1.example.com',
    MAIL_LOGS: mail.logFile,
    POLICY_LISTEN: `127.0.0.1:${policyPort}`,
    CONNECTOR_COMMANDS: ['doveadm=/usr/bin/doveadm', ...QUEUE_PROGRAMS].join(';'),
    DIRECTORY_ALLOWED_HOSTS: '127.0.0.1',
    NOTICE_FROM: logins.desk,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mail.port),
    SMTP_SECURITY: 'none',
    SMTP_USER: logins.desk,
    SMTP_PASSWORD: passwords.desk,
    ...prefixed('MAILBOX_', imap('complaints', logins.complaints, passwords.complaints)),
    ...prefixed('MAILBOX_2_', imap('replies', logins.desk, passwords.desk)),
  };
}

function prefixed(prefix: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
