/** Whom a question about calls is about, and what may be said of them. */
import type { Chat } from '../../core/chat.js';
import type { Extension } from '../../core/directory.js';
import type { Command } from '../command/command.js';
import { refuse } from '../command/sentences.js';
import type { Parsed } from '../understanding/parse.js';
import { isEverybody, type Naming, queueIn, subjectsOf } from '../understanding/subjects.js';
import type { Token } from '../understanding/tokens.js';
import { type Attempt, attempting } from './attempt.js';
import { authoriseEverybody, authoriseNamed, type Granted } from './authorise.js';
import type { Rights } from './rights.js';
import type { Present } from './room.js';

interface Place {
  readonly here: Present;
  readonly chat: Chat;
  readonly rights: Rights;
  readonly permission: string;
  readonly attempt: Omit<Attempt, 'subjects'>;
}

/** Nobody named: everybody here who has an extension; the asker alone in a direct chat, the whole company's and a private room. */
export async function granted(
  { command, rest }: Parsed,
  naming: Naming,
  { here, chat, rights, permission, attempt }: Place,
): Promise<Granted & { readonly everybody: boolean }> {
  const named = namedBy(command, rest, naming, chat);
  const subjects = named.map(({ id }) => id);
  if (named.length > 0) {
    const grant = await attempting({ ...attempt, subjects }, () => authoriseNamed(named, rights, here.room, permission));
    return { ...grant, everybody: false };
  }
  const everybody = { everybody: true };
  if (chat.type === 'Direct' || chat.type === 'Everyone' || here.room.shows === 'private')
    return { ...(await authoriseEverybody([naming.asker], rights, here.room)), ...everybody };
  const members = [...here.room.colleagues].flatMap((id) => naming.directory.extensions.get(id) ?? []);
  if (members.length === 0) throw refuse('nobody-here');
  return { ...(await authoriseEverybody(members, rights, here.room)), ...everybody };
}

function namedBy(command: Command, rest: readonly Token[], naming: Naming, chat: Chat): readonly Extension[] {
  const queues = command.takes.includes('queue');
  if (!command.takes.includes('people')) return [queueIn(rest, naming)];
  if (command.about === 'calls between people') return pairOf(subjectsOf(rest, naming), naming.asker);
  const inRoom = chat.type === 'Team' || chat.type === 'Group';
  return command.about === 'figures of people' && inRoom && isEverybody(rest) ? [] : subjectsOf(rest, naming, { queues });
}

/** Two people; one alone is held against whoever asks. */
function pairOf(named: readonly Extension[], asker: Extension): readonly Extension[] {
  const [first, second] = named;
  if (first && named.length === 1 && first.id !== asker.id) return [asker, first];
  if (!first || !second || named.length > 2) throw refuse('two-people');
  return [first, second];
}
