/** What people wrote in a chat in the days before now: nobody's subscription heard of it, and the list of posts has it. */
import type { Chat } from '../model.js';
import { seeded } from '../random.js';
import { postsOf } from './talking.js';
import { type Account, iso, type Post, type World } from './world.js';

const day = 86_400_000;

/** Writes so many posts a day by these people, some in the same millisecond, some that only tell who came in. Oldest first. */
export function writePast(
  world: World,
  account: Account,
  chat: Chat,
  { people, days, perDay }: { readonly people: readonly string[]; readonly days: number; readonly perDay: number },
): readonly Post[] {
  const random = seeded('past posts', chat.id);
  const now = world.now();
  const times = Array.from({ length: days * perDay }, () => now - random.whole(60_000, days * day));
  times.push(...times.slice(0, perDay));
  const written = times
    .sort((one, other) => one - other)
    .map((at): Post => {
      const joined = random.chance(0.05);
      return {
        id: world.newId(),
        groupId: chat.id,
        creatorId: random.pick(people),
        creationTime: iso(at),
        lastModifiedTime: iso(at),
        ...(joined
          ? { type: 'PersonsAdded', addedPersonIds: [random.pick(people)] }
          : { type: 'TextMessage', text: `Lorry ${random.digits(4)} is loaded at ${iso(at)}.` }),
      };
    });
  const posts = postsOf(account, chat.id);
  posts.push(...written);
  posts.sort((one, other) => (one.creationTime < other.creationTime ? -1 : one.creationTime > other.creationTime ? 1 : 0));
  return written;
}
