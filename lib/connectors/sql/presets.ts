// Statements for schemas that many providers have; each runs on PostgreSQL and on MySQL or MariaDB as it stands. `read`
// says by `locked` whether the account is restricted; its other columns are what a release restores as `:prior_…`.
// Sources: PostfixAdmin's upgrade.php (mailbox.active; smtp_active since schema 1850), Dovecot's documentation of SQL
// authentication (table users, columns username, domain, password, active).

export interface LockStatements {
  read: string;
  lock: string;
  release: string;
}

export interface SqlPreset {
  /** Only sending is forbidden; empty where the schema cannot say that. */
  sendLock: LockStatements | null;
  loginLock: LockStatements;
  /** Replaces the password by `:password`, a hash with its scheme in braces. */
  password: string;
}

const postfixAdmin: SqlPreset = {
  sendLock: null,
  loginLock: {
    read: 'SELECT active, NOT active AS locked FROM mailbox WHERE username = :login',
    lock: 'UPDATE mailbox SET active = false WHERE username = :login',
    release: 'UPDATE mailbox SET active = :prior_active WHERE username = :login',
  },
  password: 'UPDATE mailbox SET password = :password WHERE username = :login',
};

/** Where `password_query` of Dovecot asks for `smtp_active`. */
const postfixAdminSmtp: SqlPreset = {
  ...postfixAdmin,
  sendLock: {
    read: 'SELECT smtp_active, NOT smtp_active AS locked FROM mailbox WHERE username = :login',
    lock: 'UPDATE mailbox SET smtp_active = false WHERE username = :login',
    release: 'UPDATE mailbox SET smtp_active = :prior_smtp_active WHERE username = :login',
  },
};

const dovecotUser = "CONCAT(username, '@', domain) = :login";

/** The one table that Dovecot's documentation shows; `active` is 'Y' or 'N'. */
const dovecot: SqlPreset = {
  sendLock: null,
  loginLock: {
    read: `SELECT active, CASE WHEN active = 'Y' THEN 0 ELSE 1 END AS locked FROM users WHERE ${dovecotUser}`,
    lock: `UPDATE users SET active = 'N' WHERE ${dovecotUser}`,
    release: `UPDATE users SET active = :prior_active WHERE ${dovecotUser}`,
  },
  password: `UPDATE users SET password = :password WHERE ${dovecotUser}`,
};

export const sqlConnectorPresets = {
  postfixadmin: postfixAdmin,
  'postfixadmin-smtp': postfixAdminSmtp,
  dovecot,
} as const;
