import { expect, it } from 'vitest';
import { plainFileName, safeFileName } from './file-name';

it('keeps the last part of a path, on one line, without what breaks a header', () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd');
  expect(safeFileName('a\r\nb"<c>.pdf')).toBe('a b c .pdf');
  expect(safeFileName('')).toBe('file');
  expect(safeFileName(`${'x'.repeat(200)}.pdf`)).toHaveLength(120);
});

it('becomes what any file system takes', () => {
  expect(plainFileName('Verträge & mehr.pdf')).toBe('Vertrage_mehr.pdf');
  expect(plainFileName('..hidden')).toBe('hidden');
  expect(plainFileName('契約')).toBe('file');
});
