// Statements for schemas that many providers have. Each runs on PostgreSQL and on MySQL or MariaDB as it stands.
// Sources: PostfixAdmin's upgrade.php (tables admin, domain_admins, domain, mailbox, alias, alias_domain), Dovecot's
// documentation of SQL authentication (table users).

export interface SqlStatements {
  customers: string;
  accounts: string;
  aliases: string;
  domains: string;
}

// The table alias lists every mailbox once more, as an alias of itself; reading drops those.
const postfixAdminAliases = `SELECT address, goto AS target
FROM alias
WHERE active`;

const postfixAdminDomains = `SELECT d.domain, a.target_domain AS target
FROM domain d
LEFT JOIN alias_domain a ON a.alias_domain = d.domain AND a.active
WHERE d.domain <> 'ALL' AND NOT d.backupmx`;

/** PostfixAdmin where every mailbox is somebody's own: its other address and phone are the way to reach them. */
const postfixAdmin: SqlStatements = {
  customers: `SELECT username AS customer_no, name, domain AS contract, email_other AS contact_email, phone,
  created AS customer_since
FROM mailbox`,
  accounts: `SELECT username AS login, username AS customer_no, active, created AS created_at
FROM mailbox`,
  aliases: postfixAdminAliases,
  domains: postfixAdminDomains,
};

/** PostfixAdmin where a domain is the customer: its administrators are the way to reach it. */
const postfixAdminByDomain: SqlStatements = {
  customers: `SELECT d.domain AS customer_no, d.description AS name, d.created AS customer_since,
  x.username AS contact_email, x.email_other AS contact_email_other, x.phone
FROM domain d
LEFT JOIN (
  SELECT s.domain, m.username, m.email_other, m.phone
  FROM domain_admins s JOIN admin m ON m.username = s.username
  WHERE s.active AND m.active
) x ON x.domain = d.domain
WHERE d.domain <> 'ALL'
ORDER BY d.domain, x.username`,
  accounts: `SELECT username AS login, domain AS customer_no, active, created AS created_at
FROM mailbox`,
  aliases: postfixAdminAliases,
  domains: postfixAdminDomains,
};

/** The one table that Dovecot's documentation shows. */
const dovecot: SqlStatements = {
  customers: '',
  accounts: `SELECT CONCAT(username, '@', domain) AS login, active
FROM users`,
  aliases: '',
  domains: '',
};

export const sqlPresets = {
  postfixadmin: postfixAdmin,
  'postfixadmin-domains': postfixAdminByDomain,
  dovecot,
} as const;
