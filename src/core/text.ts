/** Text on its way into a post: foreign text made harmless, and the few marks of mini-markdown the bot itself uses. */

const lookalikes: Readonly<Record<string, string>> = {
  '*': '∗',
  _: '＿',
  '[': '［',
  ']': '］',
  '`': 'ˋ',
  '>': '›',
  '<': '‹',
  '~': '∼',
  '|': '¦',
};
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Foreign text (a caller's name, a colleague's name, a typed word) without anything Team Messaging would read as markup, mention or link.
 * The platform documents no way to escape its marks, so each becomes a character that only looks like it. At most `limit` characters.
 */
export function plain(raw: string, limit = 80): string {
  const oneLine = raw
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...oneLine];
  const cut =
    characters.length > limit
      ? `${characters
          .slice(0, limit - 1)
          .join('')
          .trimEnd()}…`
      : oneLine;
  const harmless = cut
    .replace(/[*_[\]`<>~|]/g, (mark) => lookalikes[mark] ?? mark)
    .replace(/:\/\//g, ':∕∕')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}․`)
    .replace(/\bmailto:/gi, (start) => `${start.slice(0, -1)}∶`)
    .replace(/^([-+#])(?=\s)/, '·');
  // Isolated, so that a name written from right to left does not turn the line around it.
  return rightToLeft.test(harmless) ? `\u2068${harmless}\u2069` : harmless;
}

export const bold = (text: string): string => `**${text}**`;

/** A command line inside a sentence; Team Messaging has no code style, so bold stands for it. */
export const typed = (line: string): string => bold(line);

/** A link of our own; its address is not foreign text. */
export const link = (words: string, address: string): string => `[${words}](${address})`;

/** A mention of a person, which the platform shows by name and notifies. */
export const mention = (person: string): string => `![:Person](${person})`;

/** A time zone for the eye: its underscores would underline. */
export const zoneWords = (zone: string): string => zone.replaceAll('_', ' ');

/** `1 call`, `3 calls`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** `Alice Chen`, `Alice Chen, Bob Ray`, `Alice Chen, Bob Ray +3`; `shown` makes harmless what is shown of ten thousand names. */
export function named(names: readonly string[], shown: (name: string) => string = (name) => name): string {
  const rest = names.length - 2;
  return names.slice(0, 2).map(shown).join(', ') + (rest > 0 ? ` +${rest}` : '');
}

/** One below what Team Messaging takes (`TMCreatePostRequest.text`). */
export const postLimit = 9_999;

const shortened = '… (too long for one post)';

/** Lines as one post, cut at a line's end where it would grow too long; a first line that is too long alone is cut itself. */
export function post(lines: readonly string[]): string {
  const whole = lines.join('\n');
  if (whole.length <= postLimit) return whole;
  const room = postLimit - shortened.length - 1;
  let text = '';
  for (const [index, line] of lines.entries()) {
    const next = index === 0 ? line : `${text}\n${line}`;
    if (next.length > room) break;
    text = next;
  }
  const kept = text.trim() === '' ? whole.slice(0, room).replace(/[\ud800-\udbff]$/, '') : text;
  return `${kept}\n${shortened}`;
}
