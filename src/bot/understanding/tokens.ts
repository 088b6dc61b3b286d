/** Cuts a post into words and mentions, without the mention that addresses the bot. */
import { type PersonId, personId } from '../../core/model.js';
import { mention } from '../../core/text.js';

export type Token =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'person'; readonly id: PersonId }
  /** A mention of a team, a file, a task …; `what` is the platform's word for it. */
  | { readonly kind: 'object'; readonly what: string };

/** Nobody types a question longer than this. */
export const questionLimit = 500;

const pattern = /!\[:(\w+)\]\(([^)\s]{0,100})\)|[^\s]+?(?=!\[:\w+\]\()|[^\s]+/gu;

export function tokensOf(text: string, self: PersonId): readonly Token[] {
  const readable = text.replace(/\p{Cf}/gu, '').replace(/[\s\p{Cc}]+/gu, ' ');
  const tokens: Token[] = [];
  let addressed = false;
  for (const [whole, what, id] of readable.matchAll(pattern)) {
    if (what === 'Person' && id !== undefined) {
      // The first mention of the bot calls it, and so do others before the command; a later one is somebody asked about.
      if (id !== self || (addressed && tokens.length > 0)) tokens.push({ kind: 'person', id: personId(id) });
      addressed ||= id === self;
    } else if (what !== undefined) tokens.push({ kind: 'object', what });
    else tokens.push({ kind: 'word', word: whole });
  }
  return tokens;
}

/** Whether the post addresses this person by a mention, in its text or in its list of mentions. */
export const mentions = (
  text: string,
  list: readonly { readonly id: string; readonly type: string }[],
  self: PersonId,
): boolean => text.includes(mention(self)) || list.some(({ id, type }) => id === self && type === 'Person');

export const words = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token) => (token.kind === 'word' ? [token.word] : []));

/** A word without the punctuation around it. */
export const bare = (word: string): string => word.replace(/^[("'“‘,.;:!?]+|[)"'”’,.;:!?]+$/gu, '');

/** A word in lower case, without the punctuation around it; empty for what is no word. */
export const wordOf = (token: Token | undefined): string => (token?.kind === 'word' ? bare(token.word).toLowerCase() : '');

/** A token as it stood in the post. */
export function sourceOf(token: Token): string {
  if (token.kind === 'word') return token.word;
  return token.kind === 'person' ? mention(token.id) : `![:${token.what}]()`;
}
