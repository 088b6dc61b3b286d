/** What the people of a room wrote in the days before a visitor came, so that there is something to count. */
import type { Chat } from '../model.js';
import type { Sandbox } from '../server/sandbox.js';
import { postsOf } from '../server/talking.js';
import { iso } from '../server/world.js';

/** Hours ago, who of the room, and what. */
const said: readonly (readonly [number, number, string])[] = [
  [99, 7, 'Quarter figures are due on Friday. Who keeps count of the calls?'],
  [98.9, 1, 'Not me. I make them, I do not count them.'],
  [98.6, 0, 'I had a spreadsheet once. It had opinions.'],
  [75, 3, 'Somebody rang me from a withheld number, and then sang.'],
  [74.8, 2, 'That was the hold music. You had put yourself on hold.'],
  [74.7, 3, 'It was rather good.'],
  [52, 4, 'Which of us is on the phone the most? I ask for a friend who signs the bills.'],
  [51.8, 1, 'Define “phone”.'],
  [51.5, 7, 'Bob.'],
  [28, 0, 'Did anybody call the dentist back? They have tried four times.'],
  [27.9, 5, 'They are waiting for you, not for us.'],
  [6, 6, 'Help is on its way: I am letting a bot in here that reads the call log, so that nobody has to.'],
  [5.8, 2, 'Does it sing?'],
];

export function chatter({ world, account }: Sandbox, { id: groupId }: Chat, people: readonly string[]): void {
  const now = world.now();
  const posts = said.map(([hoursAgo, who, text]) => {
    const at = iso(now - hoursAgo * 3_600_000);
    const creatorId = people[who] ?? people[0] ?? '';
    return { id: world.newId(), groupId, creatorId, creationTime: at, lastModifiedTime: at, type: 'TextMessage' as const, text };
  });
  postsOf(account, groupId).unshift(...posts);
}
