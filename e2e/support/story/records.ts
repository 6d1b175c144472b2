// What the desk's database must hold at the end of the story.

import postgres from 'postgres';

/** The entries of the audit trail whose hash is not that of their words and of the entry before; none where all is well. */
export async function brokenAuditEntries(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql<{ id: string; whole: boolean }[]>`
      SELECT id::text, hash = audit_hash(prev, at, user_id, action, subject, detail)
        AND prev = coalesce(lag(hash) OVER (ORDER BY id), '\\x'::bytea) AS whole
      FROM audit_entry ORDER BY id`;
    if (rows.length === 0) return ['there is no entry at all'];
    return rows.filter(({ whole }) => !whole).map(({ id }) => id);
  } finally {
    await sql.end();
  }
}
