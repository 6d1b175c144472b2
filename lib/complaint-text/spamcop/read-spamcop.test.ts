// SpamCop's mails: claims, summaries and alerts, and the mails quoted in them.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readReport } from '../../formats/read-report';
import { reportedSource } from '../../formats/reported-source';
import { testFixtures } from '../../formats/testing/fixtures';
import { MAIL_LIMITS } from '../../mime/limits';
import { readClaims } from './claims';

describe('SpamCop', () => testFixtures(path.join(import.meta.dirname, 'fixtures'), 'spamcop'));

describe('the quoted mail', () => {
  const source = (name: string): string =>
    String(reportedSource(readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.eml`))));

  it('begins behind the quoted mbox line', () => {
    expect(source('002')).toMatch(/^Return-Path: <bounce@shop\.example>\r\n/);
  });

  it('of an advertised site is evidence, though nobody is accused of sending it', () => {
    expect(source('003')).toContain('Message-ID: <m1@shop.example>');
  });
});

describe('hostile SpamCop mail', () => {
  it('brings no more reports than its limits', () => {
    expect(readClaims(new Array<string>(5_000).fill('Email from 192.0.2.7 / x'))).toHaveLength(100);
    const rows = '192.0.2.7 Feb 2 18h/1 1 1 1 1\n'.repeat(5_000);
    const read = readReport(
      Buffer.from(`Subject: [SpamCop] summary report\n\nIP Trap User Mole Simp\n${rows}`),
    );
    expect(read.outcome === 'report' && read.more.length + 1).toBe(MAIL_LIMITS.parts);
  });

  it('names no host in words that only look like a claim', () => {
    const lines = ['192.0.2.7 / Tue, 03 Feb 2026', 'Email from somewhere / today', 'x is 192.0.2.7; today'];
    expect(readClaims(lines)).toEqual([]);
  });
});
