/** Calls to a queue: its agents ring one after the other or all at once, and one takes it, or nobody does. */
import type { Queue, StoryEvent } from '../model.js';
import type { Random } from '../random.js';
import { type Cast, outsider, queue, type Tale } from './cast.js';
import { talk, voicemail } from './phone.js';

type QueueEnding = 'taken' | 'abandoned' | 'voicemail';

const ring = (at: number, who: string, queueId: string): StoryEvent => ({ at, does: 'ring', who, via: 'queue', queueId });

function nobody(random: Random, queueId: string, at: number, ending: QueueEnding): StoryEvent[] {
  if (ending === 'voicemail') return voicemail(random, queueId, at, true);
  return [{ at, does: 'hang up', who: 'caller' }];
}

function allAtOnce(random: Random, queueId: string, agents: readonly string[], ending: QueueEnding): StoryEvent[] {
  const from = random.whole(800, 9_000);
  const until = from + random.whole(3_000, 30_000);
  const taker = ending === 'taken' ? random.pick(agents) : undefined;
  const rings = agents.map((who, place) => ring(from + place * 7, who, queueId));
  const stops = agents.filter((who) => who !== taker).map((who): StoryEvent => ({ at: until, does: 'stop ringing', who }));
  if (taker === undefined) return [...rings, ...stops, ...nobody(random, queueId, until, ending)];
  return [
    ...rings,
    { at: until, does: 'pick up', who: taker },
    ...stops,
    { at: until + talk(random), does: 'hang up', who: random.chance(0.5) ? taker : 'caller' },
  ];
}

function oneByOne(random: Random, queueId: string, agents: readonly string[], ending: QueueEnding): StoryEvent[] {
  const events: StoryEvent[] = [];
  let at = random.whole(800, 9_000);
  const taker = ending === 'taken' ? agents.at(-1) : undefined;
  for (const who of agents) {
    events.push(ring(at, who, queueId));
    at += random.whole(4_000, 13_000);
    if (who === taker) {
      events.push(
        { at, does: 'pick up', who },
        { at: at + talk(random), does: 'hang up', who: random.chance(0.5) ? who : 'caller' },
      );
      return events;
    }
    events.push({ at, does: random.chance(0.15) ? 'decline' : 'stop ringing', who });
    at += random.whole(100, 400);
  }
  return [...events, ...nobody(random, queueId, at, ending)];
}

/** At least two agents ring. `among` rings in any case. */
export function queueEvents(random: Random, called: Queue, ending?: QueueEnding, among?: string): StoryEvent[] {
  const others = random.shuffle(called.memberIds.filter((id) => id !== among));
  const rung = others.slice(0, random.whole(2, others.length));
  const agents = among === undefined ? rung : random.shuffle([...rung, among]);
  const end = ending ?? random.pick<QueueEnding>(['taken', 'taken', 'taken', 'abandoned', 'voicemail']);
  const way = random.chance(0.5) ? allAtOnce : oneByOne;
  return way(random, called.extensionId, agents, end);
}

export function queued(cast: Cast): Tale {
  const called = queue(cast);
  const among = cast.wanted !== undefined && cast.wanted !== called.extensionId ? cast.wanted : undefined;
  return {
    caller: outsider(cast),
    dialled: { extensionId: called.extensionId },
    events: queueEvents(cast.random, called, undefined, among),
  };
}
