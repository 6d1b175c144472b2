// The configuration of the tests' Dovecot: one IMAP listener on loopback, Maildirs below one folder, any user name
// with one password. As root the login processes run as nobody, otherwise everything runs as the user of the tests.

interface ServerFacts {
  base: string;
  port: number;
  owner: { name: string; group: string; uid: number; gid: number };
  password: string;
  certificate: { certFile: string; keyFile: string } | null;
  isImplicitTls: boolean;
  /** Further settings, for one test's sake. */
  extra: string;
}

export function dovecotConfig({
  base,
  port,
  owner,
  password,
  certificate,
  isImplicitTls,
  extra,
}: ServerFacts): string {
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot
    ? ['default_login_user = nobody', 'default_internal_user = nobody', 'default_internal_group = nogroup']
    : [
        `default_login_user = ${owner.name}`,
        `default_internal_user = ${owner.name}`,
        `default_internal_group = ${owner.group}`,
        'service anvil {\n  chroot =\n}',
        'service imap-login {\n  chroot =\n}',
        'service stats {\n  chroot =\n}',
      ];
  const tls =
    certificate === null
      ? ['ssl = no']
      : ['ssl = yes', `ssl_cert = <${certificate.certFile}`, `ssl_key = <${certificate.keyFile}`];
  return [
    `base_dir = ${base}/run`,
    `state_dir = ${base}/state`,
    `log_path = ${base}/log`,
    'protocols = imap',
    'listen = 127.0.0.1',
    'disable_plaintext_auth = no',
    'auth_mechanisms = plain login',
    'auth_failure_delay = 0',
    ...tls,
    ...identity,
    `mail_location = maildir:${base}/mail/%u`,
    `first_valid_uid = ${owner.uid}`,
    'mail_max_userip_connections = 50',
    'passdb {',
    '  driver = static',
    `  args = password=${password}`,
    '}',
    'userdb {',
    '  driver = static',
    `  args = uid=${owner.uid} gid=${owner.gid} home=${base}/mail/%u`,
    '}',
    'namespace inbox {',
    '  inbox = yes',
    '  separator = /',
    '}',
    'service imap-login {',
    `  inet_listener imap {`,
    `    port = ${isImplicitTls ? 0 : port}`,
    '  }',
    '  inet_listener imaps {',
    `    port = ${isImplicitTls ? port : 0}`,
    '    ssl = yes',
    '  }',
    '}',
    // Without the penalty that later connections from an address with a wrong password get.
    'service anvil {',
    '  unix_listener anvil-auth-penalty {',
    '    mode = 0',
    '  }',
    '}',
    extra,
    '',
  ].join('\n');
}
