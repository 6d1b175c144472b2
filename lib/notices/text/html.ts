// The HTML part, made from the text part: the same words, nothing loaded, nothing counted. Only the help pages that the
// desk keeps become links; an address that a spammer wrote stays text. Pure.

/** `links`: addresses that may be links. */
export function htmlOf(text: string, links: ReadonlySet<string>, language: string): string {
  const blocks = text.trim().split(/\n{2,}/);
  const body = blocks.map((block) => blockHtml(block, links)).join('\n');
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>\n`;
}

function blockHtml(block: string, links: ReadonlySet<string>): string {
  const html: string[] = [];
  let list: 'ol' | 'ul' | 'blockquote' | 'p' | null = null;
  const to = (next: typeof list) => {
    if (next === list) return;
    if (list !== null) html.push(`</${list}>`);
    if (next !== null) html.push(`<${next}>`);
    list = next;
  };
  for (const line of block.split('\n')) {
    const [, mark, item] = /^(\d{1,2}\.|-|>)[ ]?(.*)$/.exec(line) ?? [];
    if (mark === undefined || item === undefined) {
      to('p');
      html.push(`${inline(line, links)}<br>`);
    } else if (mark === '>') {
      to('blockquote');
      html.push(`${inline(item, links)}<br>`);
    } else {
      to(mark === '-' ? 'ul' : 'ol');
      html.push(`<li>${inline(item, links)}</li>`);
    }
  }
  to(null);
  return html.join('');
}

function inline(text: string, links: ReadonlySet<string>): string {
  return text
    .split(/(\s+)/)
    .map((word) =>
      links.has(word) ? `<a href="${escapeHtml(word)}">${escapeHtml(word)}</a>` : escapeHtml(word),
    )
    .join('');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
