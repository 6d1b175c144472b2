// Which mails make a campaign, and which campaign of yesterday one of today is.

import { expect, it } from 'vitest';
import { findCampaigns as find } from './find-campaigns';
import { keepIdentity } from './keep-identity';
import type { MailGroup } from './types';

const findCampaigns = (groups: MailGroup[], most = 100_000) => find(groups, most);
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const mails = (accountId: number, features: string[], complaints = 1, [from, to] = [1, 2]): MailGroup => ({
  accountId,
  features,
  complaints,
  firstAt: day(from ?? 1),
  lastAt: day(to ?? 2),
});

it('mails hang together by what they share, also over a third one', () => {
  const found = findCampaigns([
    mails(1, ['s:a'], 2, [3, 4]),
    mails(2, ['h:x', 's:a'], 1, [1, 2]),
    mails(3, ['h:x'], 5, [5, 9]),
    mails(2, ['h:x'], 4, [4, 6]),
    mails(8, ['s:other']),
    mails(9, ['s:other']),
  ]);
  expect(
    found.map(({ members }) => members.map(({ accountId, complaints }) => [accountId, complaints])),
  ).toEqual([
    [
      [1, 2],
      [2, 5],
      [3, 5],
    ],
    [
      [8, 1],
      [9, 1],
    ],
  ]);
  expect(found[0]?.features).toEqual([
    { feature: 'h:x', accounts: 2, complaints: 10 },
    { feature: 's:a', accounts: 2, complaints: 3 },
  ]);
  expect(found[0]?.members[1]).toEqual({ accountId: 2, complaints: 5, firstAt: day(1), lastAt: day(6) });
});

it('an account that sends two kinds of mail does not make them one campaign', () => {
  const found = findCampaigns([mails(1, ['s:a']), mails(2, ['s:a']), mails(2, ['s:b']), mails(3, ['s:b'])]);
  expect(found.map(({ members }) => members.map(({ accountId }) => accountId))).toEqual([
    [1, 2],
    [2, 3],
  ]);
});

it('what hangs together over more accounts than a campaign has is a template', () => {
  const groups = [mails(1, ['s:a']), mails(2, ['s:a', 's:b']), mails(3, ['s:b'])];
  expect(findCampaigns(groups, 3)).toHaveLength(1);
  expect(findCampaigns(groups, 2)).toEqual([]);
});

it('one account alone is no campaign, however many mails it sends', () => {
  expect(findCampaigns([mails(1, ['s:a']), mails(1, ['h:x', 's:a'])])).toEqual([]);
});

it('a long chain of features ends', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => mails(i, [`b:${i}`, `b:${i + 1}`]));
  expect(findCampaigns(chain)[0]?.members).toHaveLength(20_000);
});

it('a campaign is the kept one that it shares most with, and no two are the same', () => {
  const [one, two, three] = [['s:a', 'h:x'], ['h:y', 's:b'], ['s:c']]
    .map((features) => findCampaigns([mails(1, features), mails(2, features)]))
    .flat();
  if (!one || !two || !three) throw new Error('not found');
  const kept = [
    { id: 7, features: ['s:a', 'h:y', 's:b'] },
    { id: 8, features: ['s:a'] },
  ];
  expect(keepIdentity([one, two, three], kept)).toEqual([8, 7, null]);
});
