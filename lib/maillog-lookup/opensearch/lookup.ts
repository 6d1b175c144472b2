// The mail log in a cluster that the provider already runs, behind the same port as our own tables.
// Promise: questions of a batch go in requests of a hundred searches; what the cluster does not answer is thrown as
// `LogUnavailable`, never taken for silence. Hosts that our own tables know are left to them.

import type { MailTransaction } from '@/lib/maillog/types';
import { senderDays } from '../sender-days';
import type {
  AccountVolume,
  ClientQuestion,
  HistoryQuestion,
  LogCoverage,
  MailLogLookup,
  MessageIdQuestion,
  QueueIdQuestion,
  RefusalHour,
  SenderDay,
  SenderKey,
  Window,
} from '../types';
import type { ClusterDocument } from './document';
import type { ClusterClient } from './http-client';
import { joinDocuments } from './join-documents';
import { documentsPerSearch, lifeMs, mailsPerAnswer, queueIdsPerSearch } from './limits';
import { readReach } from './reach';
import { searchAll, searchPages, within, type Filter } from './search';
import type { ClusterSettings } from './types';
import type { ClusterField } from './words';

export class ClusterLookup implements MailLogLookup {
  constructor(
    private readonly client: ClusterClient,
    private readonly settings: ClusterSettings,
    /** Hosts that somebody else answers for, lower case. */
    private readonly otherHosts: readonly string[] = [],
  ) {}

  async findByQueueId(questions: readonly QueueIdQuestion[]): Promise<MailTransaction[][]> {
    const found = await this.find(questions, ({ queueId }) => this.term('queueId', [queueId]));
    return this.mailsOf(found, questions, ({ host }, mail) => host === null || isSameHost(mail.host, host));
  }

  async findByMessageId(questions: readonly MessageIdQuestion[]): Promise<MailTransaction[][]> {
    // Some keep the brackets.
    const found = await this.find(questions, ({ messageId }) =>
      this.term('messageId', [messageId, `<${messageId}>`]),
    );
    return this.mailsOf(found, questions, ({ messageId }, mail) => mail.messageId === messageId);
  }

  async findByClient(questions: readonly ClientQuestion[]): Promise<MailTransaction[][]> {
    if (this.settings.fields.clientIp === undefined) return questions.map(() => []);
    const found = await this.find(questions, ({ clientIp }) => this.term('clientIp', [clientIp]));
    return this.mailsOf(found, questions, ({ clientIp, clientPort, recipientDomain, window }, mail) => {
      const isPort = clientPort === null || mail.clientPort === null || mail.clientPort === clientPort;
      const isDomain = recipientDomain === null || Object.hasOwn(mail.domains, recipientDomain.toLowerCase());
      const isBegun = mail.firstAt >= window.from && mail.firstAt <= window.to;
      return mail.clientIp === clientIp && isPort && isDomain && isBegun;
    });
  }

  async volumeOf(logins: readonly string[], window: Window): Promise<AccountVolume[]> {
    const volumes: AccountVolume[] = [];
    for (const login of logins) {
      const mails = await this.mailsOfSender({ kind: 'login', login }, window);
      const sum = (key: 'recipients' | 'delivered' | 'bounced') =>
        mails.reduce((total, mail) => total + mail[key], 0);
      volumes.push({
        login,
        messages: mails.length,
        recipients: sum('recipients'),
        delivered: sum('delivered'),
        bounced: sum('bounced'),
      });
    }
    return volumes;
  }

  async deliveredTo(
    domains: readonly string[],
    senders: readonly SenderKey[],
    window: Window,
  ): Promise<number[]> {
    const names = domains.map((domain) => domain.toLowerCase());
    const counts: number[] = [];
    for (const sender of senders) {
      const mails = await this.mailsOfSender(sender, window);
      const delivered = mails.flatMap((mail) => names.map((domain) => mail.domains[domain] ?? 0));
      counts.push(delivered.reduce((sum, one) => sum + one, 0));
    }
    return counts;
  }

  async historyOf(questions: readonly HistoryQuestion[]): Promise<SenderDay[][]> {
    const histories: SenderDay[][] = [];
    for (const { sender, window } of questions)
      histories.push(senderDays(await this.mailsOfSender(sender, window)));
    return histories;
  }

  /** The mapping has no words for refusals. */
  refusalsOf(logins: readonly string[]): Promise<RefusalHour[][]> {
    return Promise.resolve(logins.map(() => []));
  }

  async coverage(): Promise<LogCoverage[]> {
    const all = await readReach(this.client, this.settings);
    return all.filter(({ host }) => !this.isOthers(host));
  }

  private async mailsOfSender(sender: SenderKey, window: Window): Promise<MailTransaction[]> {
    const filters = this.senderFilters(sender);
    if (filters === null) return [];
    const search = {
      filters: [...filters, within(this.settings, window.from, window.to)],
      except: this.exceptions(),
    };
    const documents = await searchPages(this.client, this.settings, search);
    const mails = await this.complete(documents);
    return mails.filter(({ firstAt }) => firstAt >= window.from && firstAt <= window.to);
  }

  private senderFilters(sender: SenderKey): Filter[] | null {
    const { uid, localUser } = this.settings.fields;
    if (sender.kind === 'login') return [this.term('saslUser', [sender.login.toLowerCase()], true)];
    const isUid = /^\d+$/.test(sender.user);
    if ((isUid ? uid : localUser) === undefined) return null;
    return [
      this.term(isUid ? 'uid' : 'localUser', [isUid ? Number(sender.user) : sender.user]),
      this.term('host', hostNames(sender.host), true),
    ];
  }

  private find<Q extends { window: Window }>(questions: readonly Q[], key: (question: Q) => Filter) {
    const searches = questions.map((question) => ({
      filters: [
        key(question),
        // A mail whose lines lie on both sides of the window lived in it: its other lines are asked for by its queue id.
        within(this.settings, question.window.from - lifeMs, question.window.to),
      ],
      except: this.exceptions(),
      size: documentsPerSearch,
    }));
    return searchAll(this.client, this.settings, searches);
  }

  /** The mails of what each question found, whole, as far as they lived in its window and fit. */
  private async mailsOf<Q extends { window: Window }>(
    found: readonly ClusterDocument[][],
    questions: readonly Q[],
    fits: (question: Q, mail: MailTransaction) => boolean,
  ): Promise<MailTransaction[][]> {
    const mails = await this.complete(found.flat());
    return questions.map((question, i) => {
      const keys = new Set((found[i] ?? []).map(keyOf));
      return mails
        .filter((mail) => keys.has(keyOf(mail)) && lived(mail, question.window) && fits(question, mail))
        .slice(0, mailsPerAnswer);
    });
  }

  /** The mails that documents speak of, with all their lines and with who gave them to a content filter. */
  private async complete(documents: readonly ClusterDocument[]): Promise<MailTransaction[]> {
    if (documents.length === 0) return [];
    const all = this.settings.shape === 'mails' ? documents : await this.linesAround(documents);
    const mails = joinDocuments(all.filter(({ host }) => !this.isOthers(host)));
    const filtered = mails.filter(({ origin }) => origin === 'reinjected');
    if (filtered.length === 0) return mails;
    const wanted = filtered.map(({ host, originQueueId, firstAt }) => ({
      host,
      queueId: originQueueId ?? '',
      at: firstAt,
    }));
    const origins = joinDocuments(await this.linesAround(wanted));
    return mails.map((mail) => withOrigin(mail, origins));
  }

  private async linesAround(
    keys: readonly Pick<ClusterDocument, 'host' | 'queueId' | 'at'>[],
  ): Promise<ClusterDocument[]> {
    const spans = new Map<string, { queueId: string; from: number; to: number }>();
    for (const { host, queueId, at } of keys) {
      const span = spans.get(`${host} ${queueId}`) ?? { queueId, from: at, to: at };
      spans.set(`${host} ${queueId}`, { queueId, from: Math.min(span.from, at), to: Math.max(span.to, at) });
    }
    const ordered = [...spans.values()].sort((a, b) => a.from - b.from);
    const searches = [];
    for (let at = 0; at < ordered.length; at += queueIdsPerSearch) {
      const some = ordered.slice(at, at + queueIdsPerSearch);
      const ids = [...new Set(some.map(({ queueId }) => queueId))];
      const from = Math.min(...some.map((span) => span.from)) - lifeMs;
      const to = Math.max(...some.map((span) => span.to)) + lifeMs;
      searches.push({
        filters: [this.term('queueId', ids), within(this.settings, from, to)],
        except: [],
        size: documentsPerSearch * Math.min(ids.length, 10),
      });
    }
    const found = (await searchAll(this.client, this.settings, searches)).flat();
    return found.filter((document) => spans.has(keyOf(document)));
  }

  private term(field: ClusterField, values: readonly (string | number)[], isFolded = false): Filter {
    const name = this.settings.fields[field] ?? '';
    if (!isFolded) return { terms: { [name]: values } };
    const one = (value: string | number) => ({ term: { [name]: { value, case_insensitive: true } } });
    return { bool: { should: values.map(one), minimum_should_match: 1 } };
  }

  private exceptions(): Filter[] {
    const names = this.otherHosts.flatMap(hostNames);
    return names.length === 0 ? [] : [{ terms: { [this.settings.fields.host]: names } }];
  }

  private isOthers(host: string): boolean {
    return this.otherHosts.some((other) => isSameHost(host, other));
  }
}

const keyOf = ({ host, queueId }: { host: string; queueId: string }): string => `${host} ${queueId}`;

const lived = ({ firstAt, lastAt }: MailTransaction, { from, to }: Window): boolean =>
  firstAt <= to && lastAt >= from;

/** With and without its domain. */
function hostNames(host: string): string[] {
  const dot = host.indexOf('.');
  return dot < 0 ? [host] : [host, host.slice(0, dot)];
}

function isSameHost(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a === b) return true;
  if (a.includes('.') && b.includes('.')) return false;
  return a.split('.')[0] === b.split('.')[0];
}

/** A mail that came back from a content filter was sent by whoever gave it to the filter. */
function withOrigin(mail: MailTransaction, origins: readonly MailTransaction[]): MailTransaction {
  if (mail.origin !== 'reinjected') return mail;
  const first = origins.find(
    ({ host, queueId, firstAt, lastAt }) =>
      host === mail.host &&
      queueId === mail.originQueueId &&
      firstAt <= mail.firstAt &&
      mail.firstAt - lastAt < lifeMs,
  );
  if (first === undefined) return mail;
  const { origin, saslUser, clientIp, clientPort, clientName, uid, localUser, cwd } = first;
  const lines = [...first.lines.slice(0, 4), ...mail.lines];
  return { ...mail, origin, saslUser, clientIp, clientPort, clientName, uid, localUser, cwd, lines };
}
