// Every variable of the environment, one line each: its form, its default, and the two halves of the sentence a
// wrong value gets. `.env.example` documents the same names; a test holds the two against each other.
// Pure: nothing here reads the environment.

import type { ZodType } from 'zod';
import { z } from 'zod';
import { mailboxRoles } from '@/lib/replies/types';
import {
  ABSOLUTE_PATH,
  DOMAIN_LIST,
  FLAG,
  HEADER_LIST,
  HOST,
  HOST_LIST,
  HTTPS_ADDRESS,
  KEY_OF_32_BYTES,
  LISTEN_ADDRESS,
  IP_AND_PORT,
  PATH_LIST,
  MAILBOX_SECURITY,
  NAME_SERVER_LIST,
  ORIGIN,
  PORT,
  PROGRAMS,
  POSTGRES_URL,
  RANGE_LIST,
  TEXT,
  TIME_ZONE,
  wholeNumber,
} from './values';

/** One variable: `must` finishes the sentence "NAME must be …", `example` the one "for example …". */
export interface Variable<T> {
  schema: ZodType<T, string>;
  must: string;
  example: string;
  /** Its value is never repeated in a message. */
  secret?: true;
}

function variable<T>(schema: ZodType<T, string>, must: string, example: string): Variable<T> {
  return { schema, must, example };
}

function secret<T>(schema: ZodType<T, string>, must: string, example: string): Variable<T> {
  return { schema, must, example, secret: true };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The variables that stand once. Absent and empty mean the same: the default of `defaults`, or undefined. */
export const variables = {
  DATABASE_URL: secret(
    POSTGRES_URL,
    'the address of a PostgreSQL database',
    'postgres://meldestelle:secret@db.example.com:5432/meldestelle',
  ),
  HOST: variable(HOST, 'the address to listen on', '127.0.0.1'),
  PORT: variable(PORT, 'a TCP port from 1 to 65535', '3000'),
  PUBLIC_URL: variable(ORIGIN, 'the address that browsers use, without a path', 'https://abuse.example.com'),
  TRUST_PROXY: variable(FLAG, '1 or 0', '1'),
  AUTH_SECRET: secret(z.string().min(32), 'at least 32 characters', 'the output of: openssl rand -hex 32'),
  SECRET_KEY: secret(
    KEY_OF_32_BYTES,
    '32 bytes as 64 hexadecimal digits or in base64',
    'the output of: openssl rand -hex 32',
  ),
  SECOND_FACTOR_MINUTES: variable(wholeNumber(1, 720), 'a number of minutes from 1 to 720', '60'),
  SAMPLE_PROVIDER: variable(FLAG, '1 or 0', '1'),
  SAMPLE_SEED: variable(wholeNumber(0, 4_294_967_295), 'a whole number from 0 to 4294967295', '7'),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`, 'info'),
  STATE_DIR: variable(TEXT, 'a directory', '/var/lib/meldestelle'),
  DEFAULT_TIME_ZONE: variable(TIME_ZONE, 'the name of an IANA time zone', 'Europe/Berlin'),
  OWN_DOMAINS: variable(DOMAIN_LIST, 'domain names separated by commas', 'example.com,example.net'),
  OWN_HOSTS: variable(
    HOST_LIST,
    'host names, or suffixes that begin with a dot, separated by commas',
    'mail1.example.com,.out.example.com',
  ),
  DIRECTORY_ALLOWED_HOSTS: variable(
    HOST_LIST,
    'host names, or suffixes that begin with a dot, separated by commas',
    'crm.example.com,.intern.example.com',
  ),
  OWN_RANGES: variable(
    RANGE_LIST,
    'IP addresses or CIDR ranges separated by commas',
    '192.0.2.0/24,2001:db8::/32',
  ),
  OWN_SENDER_HEADERS: variable(
    HEADER_LIST,
    'names of header fields separated by commas',
    'X-Authenticated-Sender',
  ),
  AUTHSERV_IDS: variable(DOMAIN_LIST, 'authserv-ids separated by commas', 'mx1.example.com'),
  DNS_SERVERS: variable(
    NAME_SERVER_LIST,
    'IP addresses of name servers separated by commas, each with or without a port',
    '192.0.2.53,[2001:db8::53]:5353',
  ),
  RDAP_BOOTSTRAP_URL: variable(HTTPS_ADDRESS, 'an https address', 'https://data.iana.org/rdap/'),
  ABUSE_CONTACT_ZONE: variable(HOST, 'a domain name, or none', 'contacts.example.com'),
  SIGNATURE_WAIT_MINUTES: variable(wholeNumber(0, 1440), 'a number of minutes from 0 to 1440', '60'),
  LMTP_LISTEN: variable(
    LISTEN_ADDRESS,
    'an IP address with a port, or the absolute path of a socket file',
    '127.0.0.1:2424',
  ),
  LMTP_ALLOW: variable(
    RANGE_LIST,
    'IP addresses or CIDR ranges separated by commas',
    '192.0.2.25,2001:db8:25::/64',
  ),
  MAIL_LOGS: variable(
    PATH_LIST,
    'absolute paths of log files separated by semicolons',
    '/var/log/mail.log;/srv/logs/mail2/mail.log',
  ),
  MAIL_LOG_CLUSTER: variable(
    ABSOLUTE_PATH,
    'the absolute path of a JSON file',
    '/etc/meldestelle/log-cluster.json',
  ),
  SYSLOG_LISTEN: variable(IP_AND_PORT, 'an IP address with a port', '127.0.0.1:5514'),
  SYSLOG_ALLOW: variable(
    RANGE_LIST,
    'IP addresses or CIDR ranges separated by commas',
    '192.0.2.25,2001:db8:25::/64',
  ),
  MAIL_LOG_DAYS: variable(wholeNumber(1, 90), 'a number of days from 1 to 90', '14'),
  MAIL_LOG_QUIET_MINUTES: variable(wholeNumber(0, 1440), 'a number of minutes from 0 to 1440', '5'),
  LOG_WAIT_MINUTES: variable(wholeNumber(0, 1440), 'a number of minutes from 0 to 1440', '30'),
  GEOIP_CSV: variable(ABSOLUTE_PATH, 'the absolute path of a CSV file', '/var/lib/geoip/country.csv'),
  CONNECTOR_ALLOWED_HOSTS: variable(
    HOST_LIST,
    'host names, or suffixes that begin with a dot, separated by commas',
    'mail1.example.com,.intern.example.com',
  ),
  CONNECTOR_COMMANDS: variable(
    PROGRAMS,
    'names with absolute paths of programs, separated by semicolons',
    'doveadm=/usr/bin/doveadm;queue=/usr/local/sbin/queue',
  ),
  POLICY_LISTEN: variable(IP_AND_PORT, 'an IP address with a port', '127.0.0.1:10040'),
  NOTICE_FROM: variable(z.email(), 'the address that notices to customers come from', 'abuse@example.com'),
  NOTICE_REPLY_TO: variable(z.email(), 'the address that customers answer to', 'abuse@example.com'),
  NOTICE_BOUNCE_TO: variable(
    z.email(),
    'the address that undeliverable notices come back to',
    'bounce@example.com',
  ),
  SMTP_HOST: variable(
    HOST,
    'the host name or address of a mail server that takes your mail',
    'mail.example.com',
  ),
  SMTP_PORT: variable(PORT, 'a TCP port from 1 to 65535', '587'),
  SMTP_SECURITY: variable(MAILBOX_SECURITY, 'tls, starttls, or (on loopback only) none', 'starttls'),
  SMTP_USER: variable(TEXT, 'the login at the mail server', 'abuse@example.com'),
  SMTP_PASSWORD: secret(TEXT, 'the password at the mail server', 'a long one'),
  SMTP_CA_FILE: variable(ABSOLUTE_PATH, 'the absolute path of a PEM file', '/etc/ssl/certs/own-ca.pem'),
  NOTICE_DKIM_DOMAIN: variable(HOST, 'the domain that notices are signed for', 'example.com'),
  NOTICE_DKIM_SELECTOR: variable(HOST, 'the selector of the DKIM key', 'abuse2026'),
  NOTICE_DKIM_KEY_FILE: variable(
    ABSOLUTE_PATH,
    'the absolute path of a PEM file with a private key',
    '/etc/meldestelle/dkim.pem',
  ),
};

/** The variables of one mailbox, without their prefix `MAILBOX_` (or `MAILBOX_2_`, `MAILBOX_3_` …). */
export const mailboxVariables = {
  HOST: variable(HOST, 'the host name or address of an IMAP server', 'imap.example.com'),
  PORT: variable(PORT, 'a TCP port from 1 to 65535', '993'),
  SECURITY: variable(MAILBOX_SECURITY, 'tls, starttls, or (on loopback only) none', 'tls'),
  USER: variable(TEXT, 'the login of the mailbox', 'complaints@example.com'),
  PASSWORD: secret(TEXT, 'the password of the mailbox', 'a long one'),
  ROLE: variable(z.enum(mailboxRoles), 'complaints, replies, both, spam-clicks or spam-traps', 'replies'),
  FOLDER: variable(TEXT, 'the folder to read', 'INBOX'),
  PROCESSED_FOLDER: variable(TEXT, 'the folder for mail that was read', 'Processed'),
  QUARANTINE_FOLDER: variable(TEXT, 'the folder for mail that could not be read', 'Quarantine'),
  POLL_SECONDS: variable(wholeNumber(5, 3600), 'a number of seconds from 5 to 3600', '60'),
  CA_FILE: variable(ABSOLUTE_PATH, 'the absolute path of a PEM file', '/etc/ssl/certs/own-ca.pem'),
  MAILDIR: variable(ABSOLUTE_PATH, 'the absolute path of a Maildir', '/var/mail/complaints'),
};

/** What holds where nothing is set. `PUBLIC_URL` follows from HOST and PORT and is set by the parser. */
export const defaults = {
  HOST: '127.0.0.1',
  PORT: 3000,
  TRUST_PROXY: false,
  SECOND_FACTOR_MINUTES: 60,
  RDAP_BOOTSTRAP_URL: 'https://data.iana.org/rdap/',
  ABUSE_CONTACT_ZONE: 'abuse-contacts.abusix.zone',
  SAMPLE_PROVIDER: false,
  SAMPLE_SEED: 1,
  LOG_LEVEL: 'info' as (typeof LOG_LEVELS)[number],
  STATE_DIR: '.data',
  DEFAULT_TIME_ZONE: 'Europe/Berlin',
  OWN_DOMAINS: [] as string[],
  OWN_HOSTS: [] as string[],
  DIRECTORY_ALLOWED_HOSTS: [] as string[],
  OWN_RANGES: [] as string[],
  OWN_SENDER_HEADERS: [] as string[],
  AUTHSERV_IDS: [] as string[],
  DNS_SERVERS: [] as string[],
  SIGNATURE_WAIT_MINUTES: 15,
  LMTP_ALLOW: [] as string[],
  MAIL_LOGS: [] as string[],
  MAIL_LOG_DAYS: 7,
  SYSLOG_ALLOW: [] as string[],
  MAIL_LOG_QUIET_MINUTES: 2,
  LOG_WAIT_MINUTES: 15,
  CONNECTOR_ALLOWED_HOSTS: [] as string[],
  CONNECTOR_COMMANDS: new Map() as ReadonlyMap<string, string>,
};
