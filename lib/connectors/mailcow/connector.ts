// The connector to a mailcow by its HTTP interface. It acts at once and proves late: mailcow's Dovecot remembers for five
// minutes whom it let in, and nothing outside can make it forget. A login lock counts as proved when that time is over and
// the mailbox still stands as we set it; a send lock never by itself, since app passwords and some versions of mailcow do
// not ask for it. Facts and sources: docs/connectors.md.

import {
  ConnectorFault,
  type Connector,
  type MeasureOrder,
  type PriorState,
  type Probe,
  type ReadBack,
} from '@/lib/containment/types';
import { tryCanary } from '../smtp-probe/sign-in-probe';
import type { ConnectorSetup } from '../types';
import { openMailcow, type MailcowApi } from './api';
import { movingMails } from './queue';
import { mailcowMeasures, mailcowSettings, type MailcowSettings } from './settings';
import { foundOf, limitState, lockChange, releaseChange, stateOf } from './standing';

class MailcowConnector implements Connector {
  readonly measures = mailcowMeasures;
  readonly tryCanary?: NonNullable<Connector['tryCanary']>;
  /** What the last read-back saw. */
  #last: ReadBack | null = null;
  #moving = 0;

  constructor(
    private readonly api: MailcowApi,
    private readonly settings: MailcowSettings,
  ) {
    const { signIn, caPem } = settings;
    if (signIn !== null)
      this.tryCanary = (login, signal) =>
        tryCanary((...one) => this.setPassword(...one), login, { ...signIn, caPem }, signal);
  }

  async readPrior(order: MeasureOrder, signal: AbortSignal): Promise<PriorState> {
    switch (order.kind) {
      case 'hold-queue':
        return { moving: (await movingMails(this.api, order.account.login, signal)).length };
      case 'new-password':
        // Nothing is known of a password before; whether it can be changed here is.
        await this.#ownPassword(order.account.login, signal);
        return {};
      default:
        return this.#state(order, signal);
    }
  }

  async apply(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<void> {
    const { login } = order.account;
    const isOn = order.wanted === 'on';
    if (order.kind === 'new-password') throw new ConnectorFault('refused', 'password-not-kept');
    if (order.kind === 'hold-queue') {
      // What is held stays held until a person decides about the mails themselves.
      const moving = isOn ? await movingMails(this.api, login, signal) : [];
      if (moving.length > 0) await this.api.holdMails(moving, signal);
      return;
    }
    const now = await this.#state(order, signal);
    if (!isOn && foundOf(order, prior, now) !== 'ours') return;
    if (order.kind === 'throttle') return this.#throttle(order, prior, signal);
    const change = isOn ? lockChange(order.kind, now) : releaseChange(order.kind, prior);
    if (change !== null) await this.api.editMailbox(login, change, signal);
  }

  async readBack(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<ReadBack> {
    if (order.kind === 'hold-queue') {
      this.#moving = (await movingMails(this.api, order.account.login, signal)).length;
      const found = order.wanted === 'on' ? 'ours' : 'free';
      return (this.#last = { found, seen: { moving: this.#moving } });
    }
    const now = await this.#state(order, signal);
    return (this.#last = { found: foundOf(order, prior, now), seen: now });
  }

  /** Says what `readBack` saw, and what follows from the time since. */
  probe(order: MeasureOrder): Promise<Probe> {
    return Promise.resolve(this.#probe(order));
  }

  async setPassword(login: string, password: string, signal: AbortSignal): Promise<void> {
    const before = await this.#ownPassword(login, signal);
    await this.api.editMailbox(login, { password, password2: password }, signal);
    const after = (await this.api.mailbox(login, signal)).attributes.passwd_update;
    // Its clock counts seconds: twice within one looks the same, and the change itself was answered with success.
    if (after === '' && before !== '')
      throw new ConnectorFault('unknown', 'bad-answer', { reason: 'mailcow' });
  }

  close(): Promise<void> {
    this.api.close();
    return Promise.resolve();
  }

  #probe({ kind, wanted, appliedAt }: MeasureOrder): Probe {
    if (kind === 'hold-queue' && wanted === 'on') {
      const code = this.#moving === 0 ? 'queue-held' : 'queue-moving';
      return {
        result: this.#moving === 0 ? 'holds' : 'does-not-hold',
        code,
        detail: { count: this.#moving },
      };
    }
    if (kind === 'login-lock' && wanted === 'on' && this.#last?.found === 'ours')
      return this.#whenForgotten(appliedAt ?? null);
    const code = kind === 'send-lock' && wanted === 'on' ? 'mailcow-send-lock' : 'no-probe';
    return { result: 'not-provable', code, detail: {} };
  }

  #whenForgotten(appliedAt: Date | null): Probe {
    const { cacheSeconds } = this.settings;
    const passed = appliedAt === null ? 0 : (Date.now() - appliedAt.getTime()) / 1_000;
    if (passed >= cacheSeconds)
      return { result: 'holds', code: 'cache-over', detail: { seconds: cacheSeconds } };
    const left = Math.ceil(cacheSeconds - passed);
    return {
      result: 'not-provable',
      code: 'cache-waits',
      detail: { seconds: left },
      againInSeconds: left + 1,
    };
  }

  async #throttle(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<void> {
    const { login } = order.account;
    const { value, frame } = prior;
    if (order.wanted === 'off') {
      const before = typeof value === 'number' ? { value, frame: frame as 'h' } : null;
      return this.api.setRateLimit(login, before, signal);
    }
    const rate = order.parameters.recipientsPerHour ?? 0;
    // Its 0 means no limit at all.
    if (rate < 1) throw new ConnectorFault('refused', 'rate-zero');
    return this.api.setRateLimit(login, { value: rate, frame: 'h' }, signal);
  }

  async #state(order: MeasureOrder, signal: AbortSignal): Promise<PriorState> {
    const { login } = order.account;
    // Of a mailbox that it does not have, mailcow answers "no limit".
    const mailbox = await this.api.mailbox(login, signal);
    if (order.kind === 'throttle') return limitState(await this.api.rateLimit(login, signal));
    if (order.kind === 'login-lock' || order.kind === 'send-lock') return stateOf(order.kind, mailbox);
    throw new ConnectorFault('refused', 'not-supported');
  }

  /** When its password was last set, as mailcow writes it. Refused where another system has the password. */
  async #ownPassword(login: string, signal: AbortSignal): Promise<string> {
    const { authsource, attributes } = await this.api.mailbox(login, signal);
    if (authsource !== 'mailcow')
      throw new ConnectorFault('refused', 'password-elsewhere', { where: authsource });
    return attributes.passwd_update;
  }
}

/** Acts through mailcow's interface. */
export function mailcowConnector({ settings, secret, reach }: ConnectorSetup): Connector {
  const read = mailcowSettings.parse(settings);
  return new MailcowConnector(openMailcow(read, secret['apiKey'] ?? '', reach), read);
}
