// A certificate authority and a server certificate for loopback, made by `openssl` for one test run.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  certFile: string;
  keyFile: string;
  caPem: string;
}

/** Writes the files into `dir` (created). The certificate is for `localhost` and 127.0.0.1. Throws without openssl. */
export function makeCertificate(dir: string): Certificate {
  mkdirSync(dir);
  const [caKey, caCert, key, request, cert, names] = [
    'ca.key',
    'ca.pem',
    'key.pem',
    'request',
    'cert.pem',
    'names',
  ].map((name) => join(dir, name)) as [string, string, string, string, string, string];
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    caKey,
    '-out',
    caCert,
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  );
  openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', '/CN=localhost');
  writeFileSync(names, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  openssl(
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    caCert,
    '-CAkey',
    caKey,
    '-CAcreateserial',
    '-out',
    cert,
    '-days',
    '2',
    '-extfile',
    names,
  );
  return { certFile: cert, keyFile: key, caPem: readFileSync(caCert, 'utf8') };
}
