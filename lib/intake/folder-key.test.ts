import { expect, it } from 'vitest';
import { folderKey } from './folder-key';

const mailbox = {
  id: 3,
  kind: 'imap' as const,
  host: 'mail.example.net',
  username: 'fbl',
  folder: 'INBOX',
  path: null,
};
const largest = 2 ** 32 - 1;

it('differs where server, user or folder differ, whatever UIDVALIDITY says', () => {
  const places = [
    mailbox,
    { ...mailbox, folder: 'FBL' },
    { ...mailbox, host: 'mail2.example.net' },
    { ...mailbox, username: 'abuse' },
    { ...mailbox, kind: 'maildir' as const, path: '/var/mail/a' },
    { ...mailbox, kind: 'maildir' as const, path: '/var/mail/b' },
  ];
  expect(new Set(places.map((place) => folderKey(place, 7).uidValidity)).size).toBe(places.length);
});

it('is the same for the same place and differs between generations', () => {
  expect(folderKey({ ...mailbox }, 7)).toEqual(folderKey(mailbox, 7));
  expect(folderKey(mailbox, 8)).not.toEqual(folderKey(mailbox, 7));
  expect(Number.isSafeInteger(folderKey(mailbox, largest).uidValidity)).toBe(true);
});
