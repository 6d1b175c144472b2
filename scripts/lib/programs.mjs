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
const DOVECOT_PGSQL = [
  '/usr/lib/dovecot/modules/auth/libdriver_pgsql.so',
  '/usr/lib64/dovecot/auth/libdriver_pgsql.so',
];
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
  return firstOf(SLAPD);
}

/** The path of a MariaDB server, or null. */
export function findMariadb() {
  return firstOf(MARIADB);
}

/** The path of a Postfix, or null. Its tests run as root alone: it cannot be started otherwise. */
export function findPostfix() {
  return firstOf(['/usr/sbin/postfix']);
}

/** The path of the part by which Dovecot asks PostgreSQL, or null. */
export function findDovecotPgsql() {
  return firstOf(DOVECOT_PGSQL);
}

/** Packages whose program is not there, by the names that Debian gives them. */
export function missingPackages() {
  const found = {
    'dovecot-imapd': findDovecot(),
    chromium: findChromium(),
    postfix: findPostfix(),
    'dovecot-pgsql': findDovecotPgsql(),
    slapd: findSlapd(),
    'mariadb-server': findMariadb(),
  };
  return Object.keys(found).filter((name) => found[name] === null);
}

/** @param {readonly string[]} paths */
function firstOf(paths) {
  return paths.find((path) => existsSync(path)) ?? null;
}
