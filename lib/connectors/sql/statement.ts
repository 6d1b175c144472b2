// Statements with named parameters, `:login`: turned into the driver's own placeholders, so that a value is always bound
// and never part of the text. Pure. What stands in strings, quoted names and comments is no parameter; `::` is a cast.

export interface SqlStatement {
  text: string;
  /** Names in the order of the placeholders. */
  names: string[];
}

const TOKEN = /'[^']*'|"[^"]*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z_][a-z0-9_]*)/gi;

/** `$1` for PostgreSQL, `?` for MySQL and MariaDB. */
export function readStatement(text: string, engine: 'postgres' | 'mysql'): SqlStatement {
  const names: string[] = [];
  const placed = text
    .trim()
    .replace(/;\s*$/, '')
    .replaceAll(TOKEN, (token: string, name: string | undefined) => {
      if (name === undefined) return token;
      names.push(name.toLowerCase());
      return engine === 'postgres' ? `$${names.length}` : '?';
    });
  return { text: placed, names };
}

export type StatementProblem = 'required' | 'no-login' | 'unknown-parameter' | 'unclear' | 'not-a-select';

/** What a statement may be: its parameters, and whether it only reads. */
export interface StatementRule {
  kind: 'read' | 'change';
  parameters: RegExp;
}

/** What is wrong with a statement; null where nothing is. Without `:login` it would reach every account. */
export function problemOf(text: string, { kind, parameters }: StatementRule): StatementProblem | null {
  if (text.trim() === '') return 'required';
  // Escapes and dollar quotes end strings differently from server to server, `?` is MySQL's own placeholder.
  const bare = text.replaceAll(TOKEN, (token: string) => (token.startsWith(':') ? token : ' '));
  if (/\\|\$\$|\$\w*\$|['"`?]|;\s*\S/.test(bare) || text.includes('\\')) return 'unclear';
  const { names } = readStatement(text, 'postgres');
  if (!names.includes('login')) return 'no-login';
  if (names.some((name) => !parameters.test(name))) return 'unknown-parameter';
  if (kind === 'read' && !/^\s*(?:select|with)\b/i.test(text)) return 'not-a-select';
  return null;
}
