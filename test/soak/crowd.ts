/** Ten chats full of people who ask numbered questions, and the books: who was heard, who was answered, and how often. */
import type { Journey } from '../journeys/journey.js';
import { stored } from '../journeys/stored.js';
import type { Chat } from '../sandbox/model.js';
import type { Delivery } from '../sandbox/server/deliveries.js';
import type { Post } from '../sandbox/server/world.js';

interface Asked {
  readonly number: number;
  readonly room: Chat;
  readonly post: Post;
  /** The webhook deliveries that told of it. */
  readonly deliveries: readonly Delivery[];
}

export interface Crowd {
  readonly rooms: readonly Chat[];
  readonly asked: readonly Asked[];
  /** The next question, in the next room unless told otherwise. */
  ask(room?: Chat): Asked;
}

export interface Books {
  readonly asked: number;
  readonly acknowledged: number;
  readonly answered: number;
  /** Were told that the bot was away. */
  readonly apologies: number;
  /** Acknowledged, and no answer stands. */
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  /** Posts of the bot in these rooms that answer nothing. */
  readonly strays: readonly string[];
}

export async function gather(journey: Journey): Promise<Crowd> {
  const rooms: Chat[] = [];
  for (let number = 1; number <= 7; number += 1) rooms.push(await journey.team(`Team ${number}`, ['alice', 'bob', 'carol']));
  for (const who of ['alice', 'grace', 'heidi'] as const) rooms.push(journey.direct(who));
  const asked: Asked[] = [];
  return {
    rooms,
    asked,
    ask(chosen) {
      const number = asked.length;
      const room = chosen ?? (rooms[number % rooms.length] as Chat);
      const who = room.members.find((id) => id !== journey.botId) as string;
      const before = journey.sandbox.deliveries.length;
      const post = journey.say(who, room, `whois ${word(number)}`);
      const told = journey.sandbox.deliveries.slice(before).filter(({ eventType }) => eventType === 'PostAdded');
      const one = { number, room, post, deliveries: told };
      asked.push(one);
      return one;
    },
  };
}

/** Until everything in the inbox is answered, the clock moved on by `step` milliseconds each second. */
export async function untilAnswered(journey: Journey, step: number, withinMs = 120_000): Promise<void> {
  await journey.sandbox.settled();
  const open = async () => (await stored(journey.databaseFile, "SELECT uuid FROM deliveries WHERE state <> 'answered'")).length;
  let movedAt = performance.now();
  await journey.bot.waitUntil(
    'the inbox is worked off',
    async () => {
      if ((await open()) === 0) return true;
      if (step > 0 && performance.now() - movedAt > 1000) {
        await journey.clock.move(step);
        movedAt = performance.now();
      }
      return false;
    },
    withinMs,
  );
}

export async function keepBooks(journey: Journey, { rooms, asked }: Crowd): Promise<Books> {
  const rows = await stored(journey.databaseFile, 'SELECT post, reply_post FROM deliveries');
  const replies = new Map(rows.map(({ post, reply_post }) => [post, reply_post]));
  const held = new Set(rows.map(({ reply_post }) => reply_post));
  const own = new Map(
    rooms.map(({ id }) => [id, journey.sandbox.posts(id).filter(({ creatorId }) => creatorId === journey.botId)] as const),
  );
  const said = ({ number, room }: Asked) => (own.get(room.id) ?? []).filter(({ text }) => text?.includes(word(number)));
  const apology = ({ post, room }: Asked) =>
    (own.get(room.id) ?? []).some(({ id, text }) => id === replies.get(post.id) && text?.includes('I was away'));
  const acknowledged = asked.filter(({ deliveries }) => deliveries.some(({ outcome }) => outcome === 200));
  const answered = asked.filter((one) => said(one).length > 0);
  const told = asked.filter((one) => apology(one));
  return {
    asked: asked.length,
    acknowledged: acknowledged.length,
    answered: answered.length,
    apologies: told.length,
    lost: acknowledged.filter((one) => said(one).length === 0 && !apology(one)).map(({ number }) => word(number)),
    twice: asked.filter((one) => said(one).length + (apology(one) ? 1 : 0) > 1).map(({ number }) => word(number)),
    strays: [...own.values()].flat().flatMap(({ id, text }) => (held.has(id) ? [] : [text ?? ''])),
  };
}

/** Takes note of everything that was said, so that nothing counts as unheard. */
export async function hearAll({ ears }: Journey): Promise<void> {
  for (const line of ears.unheard()) await ears.next(line.split(':')[0] ?? '');
}

/** What a question asks for, and its answer says again. Its digits stand apart: as one number they could be one that no room is shown, as 911 is. */
export const word = (number: number) => `nobody-${[...String(number)].join('x')}-here`;
