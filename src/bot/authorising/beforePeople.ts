/** Who asks while the company's people are not known: whoever Team Messaging says is of the company, for the few commands that need nobody. */
import { type Directory, directoryOf } from '../../core/directory.js';
import { colleagueOf, isGuest } from '../../core/identity.js';
import type { AccountId, Instant, PersonId } from '../../core/model.js';
import type { AccountStore, Messenger, Reader } from '../../ports.js';
import type { Command } from '../command/command.js';
import { refuse } from '../command/sentences.js';
import { bare, tokensOf, words } from '../understanding/tokens.js';
import { personsOf } from './room.js';

interface Desk {
  readonly account: AccountId;
  readonly connectable: boolean;
  readonly store: AccountStore;
  readonly messenger: Messenger;
  readonly reader: Pick<Reader, 'locale'> | null;
  readonly commands: readonly Command[];
}

/**
 * A directory of the asker alone.
 * @throws UserError for any other command, and for whoever is not of the company.
 */
export async function directoryOfAsker(asker: PersonId, text: string, now: Instant, desk: Desk): Promise<Directory> {
  const { account, messenger, commands } = desk;
  const [first = ''] = words(tokensOf(text, messenger.self));
  const name = bare(first).toLowerCase();
  const command = commands.find((each) => each.name === name || each.aliases?.includes(name));
  if (!command?.needsNobody) throw refuse(desk.reader || !desk.connectable ? 'no-people-yet' : 'not-connected');
  const person = isGuest(asker) ? undefined : (await personsOf([asker], now, { chats: desk.store.chats, messenger })).get(asker);
  // The digits of a company's own id are its system's, not a person's.
  if (person?.companyId !== account || String(asker) === String(account)) throw refuse('not-colleague');
  return directoryOf(account, [colleagueOf(person)]);
}
