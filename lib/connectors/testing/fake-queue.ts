// A mail queue for tests, behind the programs of Postfix: what it holds is the truth that the desk's words are held against,
// and it has the faults that real ones have.

import { ConnectorFault, type Connector } from '@/lib/containment/types';
import { queueConnector } from '../postfix-queue/connector';
import type { QueuePrograms } from '../postfix-queue/programs';

export interface FakeMail {
  id: string;
  login: string;
  arrivedAt: number;
  queue: 'deferred' | 'hold';
  subject: string;
  isExpired?: boolean;
}

export type QueueFault = 'none' | 'silent-before' | 'silent-after' | 'refuses' | 'ignores' | 'down';

let queues = 0;

export class FakeQueue {
  mails: FakeMail[] = [];
  /** What became of mails that left: `purge ABCDE` … */
  readonly left: string[] = [];
  /** Of operations; `down`: of everything. */
  fault: QueueFault = 'none';
  /** Awaited between a listing and the operation after it. */
  meanwhile: (() => void) | null = null;
  readonly #name = `fake-${(queues += 1)}`;

  add(login: string, subject: string, more: Partial<FakeMail> = {}): FakeMail {
    const number = this.mails.length + this.left.length + 1;
    const id = `A${String(number).padStart(9, '0')}`;
    const mail: FakeMail = {
      id,
      login,
      arrivedAt: Math.floor(Date.now() / 1_000) - 600 + number,
      queue: 'deferred',
      subject,
      ...more,
    };
    this.mails.push(mail);
    return mail;
  }

  subjects(queue: FakeMail['queue']): string[] {
    return this.mails.filter((one) => one.queue === queue).map(({ subject }) => subject);
  }

  connector(): Connector {
    const askSenders = (mails: readonly unknown[]) => Promise.resolve(mails.map(() => null));
    return queueConnector(() => ({ programs: this.#programs(), askSenders, queue: this.#name }));
  }

  #programs(): QueuePrograms {
    return {
      listing: async () => {
        if (this.fault === 'down') throw new ConnectorFault('failed', 'queue-not-listed');
        return Promise.resolve(this.mails.map(line).join('\n'));
      },
      contents: (ids, what) => {
        const found = ids.map((id) => this.mails.find((mail) => mail.id === id));
        const gone = found.indexOf(undefined);
        const some = found.slice(0, gone < 0 ? undefined : gone) as FakeMail[];
        const errors =
          gone < 0 ? '' : `postcat: fatal: open queue file ${ids[gone]}: No such file or directory`;
        const output = some.map((mail) => printed(mail, what)).join('');
        return Promise.resolve({ exit: gone < 0 ? 0 : 1, output, errors });
      },
      operate: async (option, ids) => {
        const { fault } = this;
        this.meanwhile?.();
        if (fault === 'silent-before') throw new ConnectorFault('unknown', 'time-out');
        if (fault === 'refuses') throw new ConnectorFault('refused', 'queue-not-allowed');
        if (fault !== 'ignores') for (const id of ids) this.#move(option, id);
        await Promise.resolve();
        if (fault === 'silent-after') throw new ConnectorFault('unknown', 'time-out');
      },
    };
  }

  #move(option: string, id: string): void {
    const mail = this.mails.find((one) => one.id === id);
    if (mail === undefined) return;
    if (option === '-h') mail.queue = 'hold';
    else if (mail.queue === 'hold') {
      if (option === '-f') mail.isExpired = true;
      mail.queue = 'deferred';
      this.left.push(`${option} ${mail.subject}`);
      if (option !== '-f') this.mails = this.mails.filter((one) => one !== mail);
    }
  }
}

function line(mail: FakeMail): string {
  return JSON.stringify({
    queue_name: mail.queue,
    queue_id: mail.id,
    arrival_time: mail.arrivedAt,
    message_size: 400,
    forced_expire: mail.isExpired ?? false,
    sender: mail.login,
    recipients: [{ address: 'a@example.net' }, { address: 'b@example.net' }],
  });
}

function printed({ id, login, subject }: FakeMail, what: 'envelope' | 'header'): string {
  const header = what === 'header' ? [`From: ${login}`, `Subject: ${subject}`] : [];
  return [
    `*** ENVELOPE RECORDS deferred/${id} ***`,
    `named_attribute: sasl_username=${login}`,
    `*** MESSAGE CONTENTS deferred/${id} ***`,
    ...header,
    `*** HEADER EXTRACTED deferred/${id} ***`,
    `*** MESSAGE FILE END deferred/${id} ***`,
    '',
  ].join('\n');
}
