/** The queue a question's calls were for: `via Support`, or `for Support` behind somebody's name. */
import type { Directory, Extension } from '../../core/directory.js';
import { findExtension, folded, isWhole } from '../../core/people.js';
import { longestName, queueNamed } from './subjects.js';
import { bare, type Token, wordOf } from './tokens.js';

const articles = new Set(['the', 'queue']);

export interface Via {
  readonly queue: Extension;
  /** `for Support` names the queue itself where nobody else is named. */
  readonly surely: boolean;
  readonly rest: readonly Token[];
}

/**
 * Null where no queue is said.
 * @throws UserError where `via` stands before anything else than a queue
 */
export function cutVia(tokens: readonly Token[], directory: Directory | null): Via | null {
  if (directory === null) return null;
  for (const [at, token] of tokens.entries()) {
    const lead = wordOf(token);
    if (at === 0 && lead === 'for') continue;
    if (lead !== 'via' && lead !== 'for') continue;
    const first = articles.has(wordOf(tokens[at + 1])) ? at + 2 : at + 1;
    const found = queueAt(tokens.slice(first, first + longestName), lead === 'for', directory);
    if (found) {
      const end = first + found.length + (wordOf(tokens[first + found.length]) === 'queue' ? 1 : 0);
      const rest = [...tokens.slice(0, at), ...tokens.slice(end)];
      return { queue: found.queue, surely: lead === 'via', rest };
    }
    // Says what is wrong with it; nobody is called Via.
    if (lead === 'via') queueNamed(wordOf(tokens[first]), directory);
  }
  return null;
}

/** The longest run of words that names one; `for` may stand before anybody's name, so there only the whole name or number will do. */
function queueAt(tokens: readonly Token[], exactly: boolean, directory: Directory) {
  const end = tokens.findIndex((token) => token.kind !== 'word');
  const said = tokens.slice(0, end < 0 ? tokens.length : end).map((token) => (token.kind === 'word' ? bare(token.word) : ''));
  for (let length = said.length; length > 0; length--) {
    const name = said.slice(0, length).join(' ');
    if (exactly && !isWhole(name, directory)) continue;
    const found = findExtension(name, directory, 'queue');
    if (found.kind !== 'one' || found.extension.kind !== 'queue') continue;
    const queue = found.extension;
    if (!exactly || folded(queue.name) === folded(name) || queue.extensionNumber === name) return { queue, length };
  }
  return null;
}
