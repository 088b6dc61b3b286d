/** With whom somebody shares an active team that the bot is in: what a direct chat may show of colleagues. */
import { type AccessPolicy, settingOf } from '../../core/access/policy.js';
import type { Chat } from '../../core/chat.js';
import type { Directory } from '../../core/directory.js';
import { Outage } from '../../core/errors.js';
import { identify, personOf } from '../../core/identity.js';
import type { ExtensionId, Instant } from '../../core/model.js';
import { type Asked, chatAsOf, isFresh, personsOf } from './room.js';

/** Most chats that are read again for one question. */
const mostReads = 5;

/**
 * Of these colleagues, those who share a team with the asker: of type Team, not archived, not set to private. The bot looks at the chats it
 * knows itself to be in; one that was read too long ago is read again before it counts. Rejects with an Outage.
 */
export async function teammatesOf(
  asker: ExtensionId,
  others: readonly ExtensionId[],
  now: Instant,
  {
    directory,
    colleagues,
    ...asked
  }: Asked & {
    readonly directory: Directory;
    readonly colleagues: AccessPolicy['colleagues'];
  },
): Promise<ReadonlySet<ExtensionId>> {
  const found = new Set<ExtensionId>();
  if (colleagues === 'self' || others.length === 0) return found;
  const shared = (chat: Chat, other: ExtensionId) =>
    chat.type === 'Team' &&
    !chat.archived &&
    chat.members !== undefined &&
    [personOf(asker), personOf(other), asked.messenger.self].every((id) => chat.members?.includes(id));
  const known = await asked.chats.known();
  const near = others.filter((other) => known.some((chat) => shared(chat, other)));
  const persons = await personsOf(near.map(personOf), now, asked);
  // Somebody of another company may carry the digits of one of ours.
  const wanted = near.filter((id) => identify(personOf(id), persons.get(personOf(id)), directory).kind === 'colleague');
  const teams = known.filter((chat) => wanted.some((other) => shared(chat, other)));
  // What is fresh costs nothing, and one reading may tell of several people.
  teams.sort((a, b) => Number(isFresh(b.readAt, now)) - Number(isFresh(a.readAt, now)) || b.readAt - a.readAt);
  let reads = 0;
  for (const team of teams) {
    const missing = wanted.filter((other) => !found.has(other) && shared(team, other));
    if (missing.length === 0) continue;
    if (settingOf(colleagues, await asked.chats.roomSetting(team.id), team.type) === 'private') continue;
    if (!isFresh(team.readAt, now)) {
      if (reads === mostReads) break;
      reads += 1;
    }
    const current = await chatAsOf(now, team.id, asked.chats, asked.messenger).catch(nullWhereGone);
    for (const other of missing) if (current && shared(current, other)) found.add(other);
  }
  return found;
}

function nullWhereGone(fault: unknown): null {
  if (fault instanceof Outage && (fault.status === 403 || fault.status === 404)) return null;
  throw fault;
}
