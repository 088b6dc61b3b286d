/** `page 2` and `more` alone: the asker's last question in this chat, on another page. */
import type { PersonId } from '../core/model.js';
import { refuse } from './sentences.js';
import { sourceOf, tokensOf } from './tokens.js';

export interface LastQuestions {
  get(key: string): string | undefined;
  set(key: string, question: string): unknown;
  delete(key: string): unknown;
}

const pageOnly = /^(?:page\s+(\d{1,4})|more|next)$/i;
const pageAtEnd = /\s*\bpage\s+(\d{1,4})\s*$/i;

/**
 * The whole question a post asks.
 * @throws UserError where it asks for another page and there was no question.
 */
export function completed(text: string, self: PersonId, key: string, last: LastQuestions): string {
  const follow = text.length < 200 ? pageOnly.exec(tokensOf(text, self).map(sourceOf).join(' ')) : null;
  if (!follow) return text;
  const before = last.get(key);
  if (before === undefined) throw refuse('no-page');
  const shown = Number(pageAtEnd.exec(before)?.[1] ?? 1);
  return `${before.replace(pageAtEnd, '')} page ${follow[1] ?? shown + 1}`;
}
