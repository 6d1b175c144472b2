import { describe, expect, it } from 'vitest';
import { readTaskDetail } from './read-detail';

const nothing = {
  loop: null,
  from: null,
  subject: null,
  trust: null,
  codes: [],
  links: [],
  count: null,
  since: null,
  case: null,
  phone: null,
  response: null,
  mail: null,
  customer: null,
  to: null,
  owner: null,
  reasons: [],
  day: null,
  fee: null,
  values: [],
  domains: [],
  accounts: [],
  blockList: null,
  subscriber: null,
  listing: null,
};

describe('the detail of a task', () => {
  it('reads what a verification says', () => {
    const detail = {
      loop: 'Freipost',
      subject: 'Code',
      codes: ['123456'],
      links: ['https://fbl.example/c'],
      kind: 'x',
    };
    expect(readTaskDetail(detail)).toEqual({
      ...nothing,
      loop: 'Freipost',
      subject: 'Code',
      codes: ['123456'],
      links: ['https://fbl.example/c'],
    });
  });

  it('leaves out what has another shape', () => {
    const odd = {
      loop: 7,
      subject: ' ',
      codes: 'abc',
      links: [1],
      count: -1,
      since: 'soon',
      trust: 'best',
      accounts: {},
      case: 'AD-26-1',
      phone: 49,
    };
    expect(readTaskDetail(odd)).toEqual(nothing);
    expect(readTaskDetail({ ...odd, since: null })).toEqual(nothing);
    expect(readTaskDetail({})).toEqual(nothing);
  });

  it('reads whom to call about which case', () => {
    const read = readTaskDetail({
      case: 'AD-2026-0042',
      phone: '+49 30 5550100',
      response: '550 5.1.1 no such user',
    });
    expect(read).toEqual({
      ...nothing,
      case: 'AD-2026-0042',
      phone: '+49 30 5550100',
      response: '550 5.1.1 no such user',
    });
  });

  it('reads what a flood says', () => {
    const { count, since, domains } = readTaskDetail({
      count: 42,
      since: '2026-11-21T18:00:00Z',
      domains: ['a.example'],
    });
    expect([count, since, domains]).toEqual([42, new Date('2026-11-21T18:00:00Z'), ['a.example']]);
  });
});
