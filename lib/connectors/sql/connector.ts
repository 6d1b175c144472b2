// The connector to a passdb in PostgreSQL, MySQL or MariaDB: a lock is a change of one account's row by the configured
// statement, in a transaction that is rolled back where it meets more than one row. Dovecot is told afterwards, and again
// before each proof: what its cache remembers is neither the lock nor the release.

import {
  ConnectorFault,
  type Connector,
  type MeasureOrder,
  type PriorState,
  type Probe,
} from '@/lib/containment/types';
import { openDovecot } from '../dovecot/open';
import { sessionsMeasure } from '../dovecot/sessions-measure';
import type { Dovecot } from '../dovecot/types';
import { tryCanary } from '../smtp-probe/sign-in-probe';
import { probeByXclient } from '../smtp-probe/xclient-probe';
import type { ConnectorSetup } from '../types';
import type { RunStatement, SqlAccess } from './access';
import { foundOf, lockStateOf, type LockState } from './lock-state';
import { mysqlAccess } from './mysql-access';
import { hashFor } from './password';
import { postgresAccess } from './postgres-access';
import type { LockStatements } from './presets';
import { measuresOf, sqlConnectorSettings, statementsOf, type SqlConnectorSettings } from './settings';
import { readStatement } from './statement';

/** Services that a login lock closes; a send lock closes the first. */
const SERVICES = ['smtp', 'imap', 'pop3'] as const;

class SqlConnector implements Connector {
  readonly measures;
  readonly tryCanary?: NonNullable<Connector['tryCanary']>;
  readonly #sessions;
  /** A release found the account as it was before us, and that was locked: it cannot send, and that is right. */
  #wasLockedBefore = false;

  constructor(
    private readonly settings: SqlConnectorSettings,
    private readonly access: SqlAccess,
    private readonly dovecot: Dovecot | null,
  ) {
    this.measures = measuresOf(settings);
    this.#sessions = dovecot === null ? null : sessionsMeasure(dovecot);
    const { signIn } = settings;
    if (signIn !== null && statementsOf(settings).password !== null)
      this.tryCanary = (login, signal) =>
        tryCanary((...one) => this.setPassword(...one), login, { ...signIn, caPem: '' }, signal);
  }

  async readPrior(order: MeasureOrder, signal: AbortSignal): Promise<PriorState> {
    if (order.kind === 'end-sessions') return this.#endSessions().readPrior(order, signal);
    // Nothing is known of a password before, and nothing is kept.
    if (order.kind === 'new-password') return {};
    const { read } = this.#statements(order);
    return (await this.access.transaction((run) => this.#read(run, read, order.account.login))).columns;
  }

  async apply(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<void> {
    if (order.kind === 'end-sessions') return this.#endSessions().apply(order, signal);
    const { read, lock, release } = this.#statements(order);
    const isOn = order.wanted === 'on';
    await this.access.transaction(async (run) => {
      const state = await this.#read(run, read, order.account.login);
      const found = foundOf(state, order, prior);
      if (isOn ? state.isLocked : found !== 'ours') return;
      await this.#change(run, isOn ? lock : release, valuesFor(order, prior));
    });
    await this.#tell(order.account.login, signal);
  }

  async readBack(order: MeasureOrder, prior: PriorState, signal: AbortSignal) {
    if (order.kind === 'end-sessions') return this.#endSessions().readBack(order, prior, signal);
    const { read } = this.#statements(order);
    const state = await this.access.transaction((run) => this.#read(run, read, order.account.login));
    const found = foundOf(state, order, prior);
    this.#wasLockedBefore = order.wanted === 'off' && found === 'free' && state.isLocked;
    return { found, seen: state.columns };
  }

  async probe(order: MeasureOrder, signal: AbortSignal): Promise<Probe> {
    if (order.kind === 'end-sessions') return this.#endSessions().probe();
    if (this.#wasLockedBefore) return { result: 'not-provable', code: 'locked-before', detail: {} };
    const { login } = order.account;
    await this.dovecot?.flush(login, signal);
    const proofs: Probe[] = [];
    if (this.dovecot?.mayUse) proofs.push(await this.#probeAuth(order, this.dovecot.mayUse, signal));
    if (this.settings.probe !== null && order.kind === 'send-lock')
      proofs.push(await probeByXclient(login, this.settings.probe, signal));
    // What one way refuses is refused.
    return (
      proofs.find(({ result }) => result === 'holds') ??
      proofs.find(({ result }) => result === 'does-not-hold') ?? {
        result: 'not-provable',
        code: 'no-probe',
        detail: {},
      }
    );
  }

  /** Only by its hash does the database learn of it; the caller shows it once. */
  async setPassword(login: string, password: string, signal: AbortSignal): Promise<void> {
    const { password: text } = statementsOf(this.settings);
    if (text === null) throw new ConnectorFault('refused', 'not-supported');
    const hash = await hashFor(this.settings.passwordScheme, password);
    await this.access.transaction((run) => this.#change(run, text, { login, password: hash }));
    await this.#tell(login, signal, async (dovecot) => {
      await dovecot.flush(login, signal);
      await dovecot.kick(login, signal);
    });
  }

  async close(): Promise<void> {
    this.dovecot?.close();
    await this.access.close();
  }

  async #probeAuth(
    order: MeasureOrder,
    mayUse: NonNullable<Dovecot['mayUse']>,
    signal: AbortSignal,
  ): Promise<Probe> {
    for (const service of order.kind === 'login-lock' ? SERVICES : SERVICES.slice(0, 1))
      if (await mayUse(order.account.login, service, signal))
        return { result: 'does-not-hold', code: 'auth-accepted', detail: { service } };
    return { result: 'holds', code: 'auth-refused', detail: {} };
  }

  /** The row is changed by now: what Dovecot does not hear of comes to it only when its cache forgets. */
  async #tell(
    login: string,
    signal: AbortSignal,
    tell = (dovecot: Dovecot) => dovecot.flush(login, signal),
  ): Promise<void> {
    try {
      if (this.dovecot !== null) await tell(this.dovecot);
    } catch (error) {
      if (!(error instanceof ConnectorFault)) throw error;
      throw new ConnectorFault('unknown', error.code, { ...error.detail, step: 'flush' });
    }
  }

  async #read(run: RunStatement, text: string, login: string): Promise<LockState> {
    const statement = readStatement(text, this.settings.engine);
    return lockStateOf(
      (
        await run(
          statement,
          statement.names.map(() => login),
        )
      ).rows,
    );
  }

  async #change(run: RunStatement, text: string, values: PriorState): Promise<void> {
    const statement = readStatement(text, this.settings.engine);
    const bound = statement.names.map((name) => {
      const value = values[name];
      if (value === undefined) throw new ConnectorFault('refused', 'no-prior-state', { parameter: name });
      return typeof value === 'boolean' ? String(value) : value;
    });
    const { affected } = await run(statement, bound);
    if (affected === 0) throw new ConnectorFault('refused', 'account-unknown');
    if (affected > 1) throw new ConnectorFault('refused', 'too-many-rows', { rows: affected });
  }

  #statements({ kind }: MeasureOrder): LockStatements {
    if (kind === 'new-password') throw new ConnectorFault('refused', 'password-not-kept');
    const known = kind === 'send-lock' || kind === 'login-lock' ? statementsOf(this.settings)[kind] : null;
    if (known === null) throw new ConnectorFault('refused', 'not-supported');
    return known;
  }

  #endSessions() {
    if (this.#sessions === null) throw new ConnectorFault('refused', 'not-supported');
    return this.#sessions;
  }
}

/** What statements may bind. */
function valuesFor({ account, caseNumber }: MeasureOrder, prior: PriorState): PriorState {
  const before = Object.entries(prior).map(([name, value]) => [`prior_${name}`, value] as const);
  return { ...Object.fromEntries(before), login: account.login, case: caseNumber };
}

/** Acts through the database and tells Dovecot. */
export function sqlConnector({ settings, secret, reach }: ConnectorSetup): Connector {
  const read = sqlConnectorSettings.parse(settings);
  const open = read.engine === 'postgres' ? postgresAccess : mysqlAccess;
  return new SqlConnector(
    read,
    open(read, secret['databasePassword'] ?? ''),
    openDovecot(read, secret, reach),
  );
}
