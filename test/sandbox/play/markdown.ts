/** Mini-markdown as Team Messaging reads it (incoming webhooks guide): single stars are italics, underscores underline, no code. */

export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italics' | 'underline'; readonly spans: readonly Span[] }
  | { readonly kind: 'link'; readonly href: string; readonly spans: readonly Span[] }
  | { readonly kind: 'mention'; readonly id: string; readonly name: string };

export interface Line {
  readonly kind: 'plain' | 'quote' | 'bullet';
  readonly spans: readonly Span[];
}

/** The name behind an id, or undefined where there is none: then the text stays as it was written. */
export type NameOf = (type: 'Person' | 'Team', id: string) => string | undefined;

interface Form {
  readonly pattern: RegExp;
  readonly read: (found: RegExpExecArray, nameOf: NameOf) => Span | undefined;
}

const styled = (kind: 'bold' | 'italics' | 'underline') => (found: RegExpExecArray, nameOf: NameOf) =>
  ({ kind, spans: spansOf(found[1] ?? '', nameOf) }) as const;

/** Where two begin at the same place the earlier in this list is meant. */
const forms: readonly Form[] = [
  {
    pattern: /!\[:(Person|Team)\]\(([^)\s]+)\)/,
    read: ([, type, id = ''], nameOf) => {
      const name = nameOf(type as 'Person' | 'Team', id);
      return name === undefined ? undefined : { kind: 'mention', id, name };
    },
  },
  {
    pattern: /\[([^[\]]+)\]\((https?:\/\/[^\s()]+)\)/,
    read: ([, text = '', href = ''], nameOf) => ({ kind: 'link', href, spans: spansOf(text, nameOf) }),
  },
  { pattern: /\*\*(\S(?:.*?\S)?)\*\*/, read: styled('bold') },
  { pattern: /\*([^\s*](?:[^*]*[^\s*])?)\*/, read: styled('italics') },
  { pattern: /(?<![\p{L}\p{N}_])_([^\s_](?:[^_]*[^\s_])?)_(?![\p{L}\p{N}_])/u, read: styled('underline') },
  {
    pattern: /https?:\/\/[^\s<>()[\]]+[^\s<>()[\].,;:!?]/,
    read: ([href]) => ({ kind: 'link', href, spans: [{ kind: 'text', text: href }] }),
  },
];

/** One entry per line of the post. */
export function linesOf(text: string, nameOf: NameOf): Line[] {
  return text.split(/\r?\n/).map((line) => {
    const [, mark, rest] = /^\s*([>*•])\s+(.*)$/u.exec(line) ?? [];
    const kind = mark === undefined ? 'plain' : mark === '>' ? 'quote' : 'bullet';
    return { kind, spans: spansOf(rest ?? line, nameOf) };
  });
}

/** The same without any marks, as the list of chats shows it. */
export function plainText(lines: readonly Line[]): string {
  const read = (spans: readonly Span[]): string =>
    spans.map((span) => ('text' in span ? span.text : 'spans' in span ? read(span.spans) : `@${span.name}`)).join('');
  return lines.map(({ spans }) => read(spans)).join(' ');
}

function spansOf(text: string, nameOf: NameOf): Span[] {
  const spans: Span[] = [];
  const say = (piece: string) => {
    if (piece === '') return;
    const last = spans.at(-1);
    if (last?.kind === 'text') spans[spans.length - 1] = { kind: 'text', text: last.text + piece };
    else spans.push({ kind: 'text', text: piece });
  };
  let rest = text;
  for (;;) {
    const first = forms
      .map((form) => ({ form, found: form.pattern.exec(rest) }))
      .filter((one): one is { form: Form; found: RegExpExecArray } => one.found !== null)
      .reduce<{ form: Form; found: RegExpExecArray } | undefined>(
        (best, one) => (best && best.found.index <= one.found.index ? best : one),
        undefined,
      );
    if (!first) break;
    const { form, found } = first;
    say(rest.slice(0, found.index));
    const span = form.read(found, nameOf);
    if (span) spans.push(span);
    else say(found[0]);
    rest = rest.slice(found.index + found[0].length);
  }
  say(rest);
  return spans;
}
