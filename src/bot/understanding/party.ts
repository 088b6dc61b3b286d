/** The one person, extension or number a question is about. */
import type { Locale } from '../../core/chat.js';
import { personOf } from '../../core/identity.js';
import { typedNumber } from '../../core/number.js';
import { findExtension } from '../../core/people.js';
import type { AskedParty } from '../command/ask.js';
import { refuse } from '../command/sentences.js';
import { identityOf, type Naming } from './subjects.js';
import { bare, type Token, words } from './tokens.js';

export interface PartyNaming extends Naming {
  /** Nobody in the company being called so, it may be the name of somebody who called. */
  readonly callers: boolean;
}

/** @throws UserError where it is nobody, or several */
export function partyOf(command: string, rest: readonly Token[], naming: PartyNaming, locale: Locale): AskedParty {
  const [first, ...more] = rest;
  if (first?.kind === 'person' && more.length === 0) {
    const { identity } = identityOf(first.id, naming);
    const person = naming.persons.get(first.id);
    const name = naming.mentioned.get(first.id);
    return { kind: 'person', id: first.id, identity, ...(person ? { person } : name && { person: { id: first.id, name } }) };
  }
  if (!first || rest.some((token) => token.kind !== 'word'))
    throw first?.kind === 'object' ? refuse('team-mention') : refuse('one-party', command);
  const text = words(rest).map(bare).join(' ').trim();
  if (text === '' || text === '@') throw text === '@' ? refuse('empty-mention') : refuse('one-party', command);
  if (/^(me|myself|i)$/i.test(text))
    return { kind: 'person', id: personOf(naming.asker.id), identity: { kind: 'colleague', extension: naming.asker } };
  const found = findExtension(text, naming.directory);
  if (found.kind === 'one') return { kind: 'extension', extension: found.extension };
  if (found.kind === 'several') throw refuse('ambiguous', text, found.extensions);
  const number = typedNumber(words(rest).join(' '), locale.language.split('-')[1] ?? 'US');
  if (number !== null) return { kind: 'number', number };
  if (naming.callers) return { kind: 'name', name: text };
  throw refuse('unknown-party', text);
}
