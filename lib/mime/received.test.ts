// Received lines in the forms of the servers that write them (RFC 5321 §4.4), and hostile ones.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseReceived, type ReceivedHop } from './received';
import { measureWork } from './work';

const nothing: ReceivedHop = {
  helo: null,
  fromName: null,
  fromIp: null,
  by: null,
  with: null,
  id: null,
  forAddress: null,
  date: null,
  authenticatedSender: null,
  port: null,
  localUser: null,
};

const forms: [string, string, Partial<ReceivedHop>][] = [
  [
    'Postfix submission',
    'from pc7 (dyn7.isp.example [198.51.100.7]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) (Authenticated sender: u@kunde.example) by mail1.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8zL51j for <a@example.net>; Sat, 21 Nov 2026 17:26:20 +0100 (CET)',
    {
      helo: 'pc7',
      fromName: 'dyn7.isp.example',
      fromIp: '198.51.100.7',
      by: 'mail1.example.com',
      with: 'ESMTPSA',
      id: '4jWzdS1wk8zL51j',
      forAddress: 'a@example.net',
      date: '2026-11-21T16:26:20Z',
      authenticatedSender: 'u@kunde.example',
    },
  ],
  [
    'Postfix, IPv6 client without a name',
    'from [IPv6:2001:db8::9] (unknown [IPv6:2001:db8:0:0::9]) by MX.example.com (Postfix) with ESMTP id 9CCA25FC9873; Mon, 7 Apr 2025 10:10:06 -0600',
    {
      helo: '[IPv6:2001:db8::9]',
      fromIp: '2001:db8::9',
      by: 'mx.example.com',
      with: 'ESMTP',
      id: '9CCA25FC9873',
      date: '2025-04-07T16:10:06Z',
    },
  ],
  [
    'Postfix pickup',
    'by web3.example.com (Postfix, from userid 10017) id CF8FA658E0; Tue, 5 Oct 2021 17:37:02 +1300 (NZDT)',
    { by: 'web3.example.com', id: 'CF8FA658E0', date: '2021-10-05T04:37:02Z', localUser: '10017' },
  ],
  [
    'Exim with a verified name, port and helo',
    'from host7.isp.example ([203.0.113.7]:52105 helo=pc7) by mx.example.com with esmtpsa (TLS1.3) tls TLS_AES_256 (Exim 4.96) (envelope-from <u@kunde.example>) id 1vMabc-00000001xyz-2AbC for a@example.net; Fri, 20 Nov 2026 17:30:01 +0100',
    {
      helo: 'pc7',
      fromName: 'host7.isp.example',
      fromIp: '203.0.113.7',
      port: 52105,
      by: 'mx.example.com',
      with: 'esmtpsa tls TLS_AES_256',
      id: '1vMabc-00000001xyz-2AbC',
      forAddress: 'a@example.net',
      date: '2026-11-20T16:30:01Z',
    },
  ],
  [
    'Exim without a name',
    'from [203.0.113.68] (port=4711 helo=phone) by mx.example.com with esmtp (Exim 4.92) id 1u1tpA-00AAwZ-CR',
    {
      helo: 'phone',
      fromIp: '203.0.113.68',
      port: 4711,
      by: 'mx.example.com',
      with: 'esmtp',
      id: '1u1tpA-00AAwZ-CR',
    },
  ],
  [
    'a port inside the brackets',
    'from [192.0.2.9] ([192.0.2.9:4711] helo=out.example.org) by in.example.org with ESMTPS',
    { helo: 'out.example.org', fromIp: '192.0.2.9', port: 4711, by: 'in.example.org', with: 'ESMTPS' },
  ],
  [
    'Exim, local user',
    'from www-data by web3.example.com with local (Exim 4.96) (envelope-from <www-data@web3.example.com>) id 1u1tpB-00AA5u-ED for a@example.net; Mon, 07 Apr 2025 23:16:09 +0200',
    {
      by: 'web3.example.com',
      with: 'local',
      id: '1u1tpB-00AA5u-ED',
      forAddress: 'a@example.net',
      date: '2025-04-07T21:16:09Z',
      localUser: 'www-data',
    },
  ],
  [
    'Exchange',
    'from AM0.example.org (2001:db8::5) by AM9.example.org (198.51.100.9) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.1; Mon, 7 Apr 2025 10:10:06 +0000',
    {
      helo: 'AM0.example.org',
      fromIp: '2001:db8::5',
      by: 'am9.example.org',
      with: 'Microsoft SMTP Server',
      id: '15.20.1',
      date: '2025-04-07T10:10:06Z',
    },
  ],
  [
    'a large provider that puts a placeholder before the address',
    'from 127.0.0.1  (EHLO mx8.example.com) (192.0.2.8) by mta34.example.net with SMTP; Thu, 29 Apr 2013 23:45:06 -0800',
    {
      helo: 'mx8.example.com',
      fromIp: '192.0.2.8',
      by: 'mta34.example.net',
      with: 'SMTP',
      date: '2013-04-30T07:45:06Z',
    },
  ],
  [
    'sendmail with a login and an ident',
    'from mail (user@host.example [192.0.2.1]) (authenticated jdoe bits=128) by x.example (8.14/8.14) with ESMTP id o3F52gxO029144; Wed, 14 Apr 2010 12:15:31 -0700',
    {
      helo: 'mail',
      fromIp: '192.0.2.1',
      by: 'x.example',
      with: 'ESMTP',
      id: 'o3F52gxO029144',
      date: '2010-04-14T19:15:31Z',
      authenticatedSender: 'jdoe',
    },
  ],
  [
    'sendmail that authenticated without saying whom',
    'from mail (host.example [192.0.2.1]) (authenticated bits=0) by x.example with ESMTP id o3F',
    {
      helo: 'mail',
      fromName: 'host.example',
      fromIp: '192.0.2.1',
      by: 'x.example',
      with: 'ESMTP',
      id: 'o3F',
    },
  ],
  [
    'Courier',
    'from pc ([192.0.2.3]) (AUTH: LOGIN u@kunde.example, TLS: TLSv1.3) by x.example with ESMTPSA; 29 Apr 2013 04:00:00 -0000',
    {
      helo: 'pc',
      fromIp: '192.0.2.3',
      by: 'x.example',
      with: 'ESMTPSA',
      date: '2013-04-29T04:00:00Z',
      authenticatedSender: 'u@kunde.example',
    },
  ],
  [
    'Haraka',
    'from pc ([192.0.2.3]) (authenticated as u@kunde.example) by x.example (Haraka/3.0) with ESMTPSA id 5F2.1',
    {
      helo: 'pc',
      fromIp: '192.0.2.3',
      by: 'x.example',
      with: 'ESMTPSA',
      id: '5F2.1',
      authenticatedSender: 'u@kunde.example',
    },
  ],
  [
    'qmail',
    '(qmail 77 invoked by uid 910); 29 Apr 2013 04:00:00 -0000',
    { date: '2013-04-29T04:00:00Z', localUser: '910' },
  ],
  [
    'a client that calls itself "by"',
    'from by (c.example [192.0.2.4]) by mx.example with SMTP',
    { helo: 'by', fromName: 'c.example', fromIp: '192.0.2.4', by: 'mx.example', with: 'SMTP' },
  ],
  [
    'a second by, which can only be added by others',
    'from a by mx.example with SMTP id 1 by evil.example',
    { helo: 'a', by: 'mx.example', with: 'SMTP', id: '1' },
  ],
  [
    'an unclosed comment',
    'from a (b.example [192.0.2.5] by mx.example; x',
    { helo: 'a', fromName: 'b.example', fromIp: '192.0.2.5' },
  ],
  [
    'a semicolon in a comment',
    'from a (x; y) by mx.example; Mon, 7 Apr 2025 10:10:06 +0000',
    { helo: 'a', by: 'mx.example', date: '2025-04-07T10:10:06Z' },
  ],
  ['nothing', '', {}],
];

describe('parseReceived', () => {
  it.each(forms)('reads %s', (_, value, expected) => {
    expect(parseReceived(value)).toEqual({ ...nothing, ...expected });
  });

  it('does not take a login out of what the client calls itself', () => {
    const line =
      'from "x (Authenticated sender: victim@kunde.example)" (c.example [192.0.2.4]) by mx.example with SMTP';
    expect(parseReceived(line).authenticatedSender).toBeNull();
  });

  it('never throws, and goes over long hostile values a few times, whatever stands in them', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (value) => void parseReceived(value)));
    const alphabet = fc.constantFrom(
      'from ',
      'by ',
      '(',
      ')',
      '[',
      ']',
      ';',
      '"',
      '\\',
      'with ',
      '=',
      '192.0.2.1',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void parseReceived(parts.join(''))),
    );
    for (const part of ['(', 'from ', '(a=', '[', '\\(', 'x', ';', '"', '(a) ', '"a" ']) {
      const value = part.repeat(256 * 1024);
      const { work } = measureWork(() => parseReceived(value));
      // Once over the words, once over each comment or quote, and five times over what stands in comments.
      expect(work.scannedBytes, part).toBeLessThanOrEqual(8 * value.length);
    }
  });
});
