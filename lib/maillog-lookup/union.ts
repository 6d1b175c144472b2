// Several logs behind one port: our own tables and clusters, each with servers of its own.
// Promise: every one is asked; where one cannot be asked there is no answer at all, since half of one looks like silence.

import type { MailTransaction } from '@/lib/maillog/types';
import { mergeDays } from './sender-days';
import type { AccountVolume, MailLogLookup } from './types';

/** The logs as one. A host is to be known to one of them only. */
export function unionLookup(logs: readonly MailLogLookup[]): MailLogLookup {
  const find = async (
    ask: (log: MailLogLookup) => Promise<MailTransaction[][]>,
  ): Promise<MailTransaction[][]> => merged(await Promise.all(logs.map(ask)));
  return {
    findByQueueId: (questions) => find((log) => log.findByQueueId(questions)),
    findByMessageId: (questions) => find((log) => log.findByMessageId(questions)),
    findByClient: (questions) => find((log) => log.findByClient(questions)),
    volumeOf: async (logins, window) => {
      const volumes = await Promise.all(logs.map((log) => log.volumeOf(logins, window)));
      return logins.map((login, i) =>
        volumes.map((one) => one[i]).reduce<AccountVolume>(sum, nothing(login)),
      );
    },
    deliveredTo: async (domains, senders, window) => {
      const counts = await Promise.all(logs.map((log) => log.deliveredTo(domains, senders, window)));
      return senders.map((_, i) => counts.reduce((total, one) => total + (one[i] ?? 0), 0));
    },
    historyOf: async (questions) => {
      const histories = await Promise.all(logs.map((log) => log.historyOf(questions)));
      return questions.map((_, i) => mergeDays(histories.map((one) => one[i] ?? [])));
    },
    refusalsOf: async (logins, window) => {
      const hours = await Promise.all(logs.map((log) => log.refusalsOf(logins, window)));
      return logins.map((_, i) => hours.flatMap((one) => one[i] ?? []).sort((a, b) => a.at - b.at));
    },
    coverage: async () => (await Promise.all(logs.map((log) => log.coverage()))).flat(),
  };
}

/** Each question's answers of all logs, by time. */
function merged(answers: readonly MailTransaction[][][]): MailTransaction[][] {
  const [first = [], ...others] = answers;
  return first.map((found, i) =>
    [...found, ...others.flatMap((one) => one[i] ?? [])].sort((a, b) => a.firstAt - b.firstAt),
  );
}

const nothing = (login: string): AccountVolume => ({
  login,
  messages: 0,
  recipients: 0,
  delivered: 0,
  bounced: 0,
});

function sum(total: AccountVolume, one: AccountVolume | undefined): AccountVolume {
  if (one === undefined) return total;
  return {
    login: total.login,
    messages: total.messages + one.messages,
    recipients: total.recipients + one.recipients,
    delivered: total.delivered + one.delivered,
    bounced: total.bounced + one.bounced,
  };
}
