// The programs that tests need and npm does not bring: where they are, and how Debian calls their packages.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];
const DOVECOT = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'];
const DOVECOT_IMAP = [
  '/usr/lib/dovecot/imap',
  '/usr/libexec/dovecot/imap',
  '/usr/local/libexec/dovecot/imap',
  '/opt/homebrew/libexec/dovecot/imap',
];
const MARIADB = ['/usr/sbin/mariadbd', '/usr/libexec/mariadbd', '/opt/homebrew/bin/mariadbd'];
const SLAPD = ['/usr/sbin/slapd', '/usr/libexec/slapd'];

/** The path of a Chromium that starts, or null. Ubuntu's package is a stub where there is no snap. */
export function findChromium() {
  return (
    CHROMIUM.find(
      (path) => existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}

/** The path of a Dovecot that can serve IMAP, or null. */
export function findDovecot() {
  return DOVECOT_IMAP.some((path) => existsSync(path))
    ? (DOVECOT.find((path) => existsSync(path)) ?? null)
    : null;
}

/** The path of an OpenLDAP server, or null. */
export function findSlapd() {
  return SLAPD.find((path) => existsSync(path)) ?? null;
}

/** The path of a MariaDB server, or null. */
export function findMariadb() {
  return MARIADB.find((path) => existsSync(path)) ?? null;
}

/** The path of a Postfix, or null. Its tests run as root alone: it cannot be started otherwise. */
export function findPostfix() {
  return existsSync('/usr/sbin/postfix') ? '/usr/sbin/postfix' : null;
}
