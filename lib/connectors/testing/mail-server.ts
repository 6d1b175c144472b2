// A real submission server for the tests of containment: Postfix with SASL by Dovecot, on free ports of loopback, with
// everything below one temporary folder, beside whatever mail server this machine has. Needs root, as Postfix does.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { findDovecot, findPostfix } from '@/scripts/lib/programs.mjs';
import { SmtpDialogue } from '../smtp-probe/smtp-dialogue';

/** Whether this machine can run it. */
export const hasMailServer = process.getuid?.() === 0 && findPostfix() !== null && findDovecot() !== null;

export interface MailServer {
  /** Where accounts submit. */
  port: number;
  /** Where mail from other servers arrives, without signing in; only with the option `outside`. */
  outsidePort: number | null;
  /** Where mail arrives: it is taken and written to files below this folder. */
  deliveredTo: string;
  /** The Maildir of an address: its own where it is one of `mailboxes`, else the one for all others. */
  maildir(address: string): string;
  configDirectory: string;
  dovecotConfig: string;
  logFile: string;
  log(): string;
  /** A session of `user` that has signed in; its password is `secret`. */
  signIn(user: string, password?: string): Promise<SmtpDialogue>;
  /** Hands in one mail as `user`, in a session of its own. */
  submit(user: string, mail: SubmittedMail): Promise<void>;
  /** Hands one mail to `sendmail`: nobody signs in. */
  sendmail(mail: { from: string; to: string; subject: string }): Promise<void>;
  /** What lies in the queue, as `postqueue -j` says it. */
  queue(): QueueLine[];
  /** Has the queue manager look at what waits. */
  flush(): Promise<void>;
  postsuper(...args: string[]): Promise<void>;
  /** Changes a line of main.cf, at once. */
  configure(line: string): Promise<void>;
  /** `doveadm` of this server. */
  doveadm(...args: string[]): { status: number | null; output: string };
  stop(): Promise<void>;
}

export interface QueueLine {
  queue_name: string;
  queue_id: string;
  arrival_time: number;
  recipients: { address: string }[];
}

export interface SubmittedMail {
  /** Of the envelope; the user's own address where it is absent. */
  from?: string;
  to: string[];
  subject: string;
}

export interface MailServerOptions {
  /** Restrictions that stand before every permit, such as `check_policy_service …`. */
  before: string;
  /** Dovecot's passdb; all users with the password `secret` where it is absent. */
  passdb?: string;
  /** Addresses whose mail lies apart, as `NAME/Maildir` of Dovecot's `home`; `NAME+anything` is theirs too. */
  mailboxes?: readonly string[];
  /** Opens a second port that takes mail from other servers. */
  outside?: boolean;
  /** A domain whose server never answers: mail for it stays in the queue. */
  unreachable?: string;
  /** Further lines of main.cf and of Dovecot's configuration. */
  mainCf?: string;
  dovecotConf?: string;
}

export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const base = mkdtempSync(join(tmpdir(), 'mail-server-'));
  chmodSync(base, 0o755);
  const port = await freePort();
  const outsidePort = options.outside === true ? await freePort() : null;
  const dirs = {
    etc: join(base, 'etc'),
    queue: join(base, 'queue'),
    data: join(base, 'data'),
    mail: join(base, 'mail'),
  };
  for (const dir of Object.values(dirs)) mkdirSync(dir);
  const postfix = idOf('postfix');
  chownSync(dirs.data, postfix.uid, postfix.gid);
  const nobody = idOf('nobody');
  chownSync(dirs.mail, nobody.uid, nobody.gid);
  mkdirSync(join(dirs.queue, 'private'));
  chownSync(join(dirs.queue, 'private'), postfix.uid, 0);
  const dovecot = await startAuth(base, join(dirs.queue, 'private', 'auth'), options);
  writeFileSync(join(dirs.etc, 'main.cf'), mainCf(base, dirs, options));
  writeFileSync(join(dirs.etc, 'mailboxes'), mailboxMap(options.mailboxes ?? []));
  writeFileSync(join(dirs.etc, 'transports'), transportMap(options.unreachable));
  writeFileSync(join(dirs.etc, 'master.cf'), masterCf(port, outsidePort));
  const log = join(base, 'mail.log');
  run('postfix', ['-c', dirs.etc, 'start']);
  await answering(port, () => (existsSync(log) ? readFileSync(log, 'utf8') : ''));
  return {
    port,
    outsidePort,
    deliveredTo: dirs.mail,
    maildir: (address) =>
      join(dirs.mail, options.mailboxes?.includes(address) ? `${address}/Maildir` : 'all'),
    configDirectory: dirs.etc,
    dovecotConfig: join(base, 'dovecot.conf'),
    logFile: log,
    log: () => readFileSync(log, 'utf8'),
    signIn: (user, password = 'secret') => signIn(port, user, password),
    submit: (user, mail) => submit(port, user, mail),
    async sendmail({ from, to, subject }) {
      const text = `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\nGuten Tag.\n`;
      run('sendmail', ['-C', dirs.etc, '-f', from, to], text);
    },
    queue: () => run('postqueue', ['-c', dirs.etc, '-j']).split('\n').filter(Boolean).map(readLine),
    flush: async () => void run('postqueue', ['-c', dirs.etc, '-f']),
    postsuper: async (...args) => void run('postsuper', ['-c', dirs.etc, ...args]),
    async configure(line) {
      run('postconf', ['-c', dirs.etc, '-e', line]);
      run('postfix', ['-c', dirs.etc, 'reload']);
      await answering(port, () => readFileSync(log, 'utf8'));
    },
    doveadm: (...args) => {
      const { status, stdout, stderr } = spawnSync('doveadm', ['-c', join(base, 'dovecot.conf'), ...args], {
        encoding: 'utf8',
      });
      return { status, output: stdout + stderr };
    },
    async stop() {
      spawnSync('postfix', ['-c', dirs.etc, 'stop'], { stdio: 'ignore' });
      const ended = new Promise((resolve) => dovecot.once('exit', resolve));
      dovecot.kill('SIGTERM');
      await Promise.race([ended, sleep(5_000)]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function mainCf(
  base: string,
  dirs: { etc: string; queue: string; data: string; mail: string },
  options: MailServerOptions,
): string {
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${dirs.queue}`,
    `data_directory = ${dirs.data}`,
    'inet_interfaces = loopback-only',
    'inet_protocols = ipv4',
    'myhostname = mail1.example.com',
    'mydestination =',
    'alias_maps =',
    'local_recipient_maps =',
    'mynetworks =',
    'smtputf8_enable = no',
    `maillog_file = ${base}/mail.log`,
    `maillog_file_prefixes = ${base}`,
    // Every mail that leaves is delivered into a Maildir here, by recipient.
    `transport_maps = regexp:${dirs.etc}/transports, static:virtual:`,
    `virtual_mailbox_base = ${dirs.mail}`,
    `virtual_mailbox_maps = regexp:${dirs.etc}/mailboxes, static:all/`,
    'virtual_minimum_uid = 1',
    `virtual_uid_maps = static:${idOf('nobody').uid}`,
    `virtual_gid_maps = static:${idOf('nobody').gid}`,
    'smtpd_sasl_auth_enable = yes',
    'smtpd_sasl_type = dovecot',
    'smtpd_sasl_path = private/auth',
    'smtpd_authorized_xclient_hosts = 127.0.0.1',
    'smtpd_delay_reject = yes',
    // Sessions of tests stay open while people act, also where a busy machine makes Postfix believe in stress.
    'smtpd_timeout = 300s',
    `smtpd_recipient_restrictions = ${options.before} permit_sasl_authenticated, reject`,
    'smtpd_relay_restrictions = permit_sasl_authenticated, reject',
    options.mainCf ?? '',
    '',
  ].join('\n');
}

function mailboxMap(addresses: readonly string[]): string {
  const pattern = (address: string) => address.replaceAll('.', '\\.').replace('@', '(\\+[^@]*)?@');
  return addresses.map((address) => `/^${pattern(address)}$/ ${address}/Maildir/\n`).join('');
}

function transportMap(unreachable: string | undefined): string {
  if (unreachable === undefined) return '';
  return `/@${unreachable.replaceAll('.', '\\.')}$/ away:[127.0.0.1]:1\n`;
}

function masterCf(port: number, outsidePort: number | null): string {
  const service = (name: string, type: string, command: string) => `${name} ${type} n - n - - ${command}`;
  // From loopback this port takes mail for anywhere, as it would for its own domains.
  const outside = 'smtpd -o smtpd_sasl_auth_enable=no -o mynetworks=127.0.0.0/8';
  const takes = '-o smtpd_recipient_restrictions= -o smtpd_relay_restrictions=permit_mynetworks,reject';
  return [
    service(`127.0.0.1:${port}`, 'inet', 'smtpd'),
    ...(outsidePort === null ? [] : [service(`127.0.0.1:${outsidePort}`, 'inet', `${outside} ${takes}`)]),
    'postlog unix-dgram n - n - 1 postlogd',
    'pickup unix n - n 1 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 1 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'away unix - - n - - smtp',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'flush unix n - n 1000? 0 flush',
    'showq unix n - n - - showq',
    '',
  ].join('\n');
}

async function startAuth(base: string, socket: string, options: MailServerOptions): Promise<ChildProcess> {
  const config = join(base, 'dovecot.conf');
  const nobody = idOf('nobody');
  writeFileSync(
    config,
    [
      `base_dir = ${base}/dovecot`,
      `state_dir = ${base}/dovecot-state`,
      `log_path = ${base}/dovecot.log`,
      'protocols =',
      'ssl = no',
      'auth_mechanisms = plain login',
      'auth_failure_delay = 0',
      'default_login_user = nobody',
      'default_internal_user = nobody',
      'default_internal_group = nogroup',
      options.passdb ?? 'passdb {\n  driver = static\n  args = password=secret\n}',
      `userdb {\n  driver = static\n  args = uid=${nobody.uid} gid=${nobody.gid} home=${base}/mail/%u\n}`,
      `service auth {\n  unix_listener ${socket} {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}`,
      'service anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}',
      options.dovecotConf ?? '',
      '',
    ].join('\n'),
  );
  for (const dir of ['dovecot', 'dovecot-state']) mkdirSync(join(base, dir), { recursive: true });
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (existsSync(socket)) return child;
    if (child.exitCode !== null) break;
    await sleep(25);
  }
  throw new Error(`dovecot did not start: ${output}`);
}

async function answering(port: number, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    try {
      const { smtp } = await SmtpDialogue.open('127.0.0.1', port, AbortSignal.timeout(2_000));
      smtp.close();
      return;
    } catch {
      // Not yet: the next attempt, or the error below, says what is wrong.
      await sleep(25);
    }
  }
  throw new Error(`postfix did not start: ${log()}`);
}

async function signIn(port: number, user: string, password: string): Promise<SmtpDialogue> {
  const { smtp } = await SmtpDialogue.open('127.0.0.1', port, AbortSignal.timeout(30_000));
  await smtp.ask('EHLO pc7.example.com');
  const plain = Buffer.from(`\0${user}\0${password}`).toString('base64');
  const reply = await smtp.ask(`AUTH PLAIN ${plain}`);
  if (reply.code !== 235) throw new Error(`sign-in refused: ${reply.code} ${reply.lines.join(' ')}`);
  return smtp;
}

async function submit(
  port: number,
  user: string,
  { from = user, to, subject }: SubmittedMail,
): Promise<void> {
  const auth = { user, pass: 'secret' };
  const transport = createTransport({ host: '127.0.0.1', port, auth, ignoreTLS: true });
  await transport.sendMail({ from, to, subject, text: 'Guten Tag.', envelope: { from, to } });
  transport.close();
}

function idOf(user: string): { uid: number; gid: number } {
  const ask = (flag: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim());
  return { uid: ask('-u'), gid: ask('-g') };
}

const readLine = (line: string): QueueLine => JSON.parse(line) as QueueLine;

function run(program: string, args: string[], input = ''): string {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}
