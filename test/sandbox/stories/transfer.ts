/** Calls handed on: blind, to a phone that may or may not be answered, and warm, after asking first. */
import type { StoryEvent } from '../model.js';
import type { Random } from '../random.js';
import { type Cast, colleague, goesToQueue, outsider, person, queue, type Tale } from './cast.js';
import { type Ending, onePhone, talk } from './phone.js';
import { queueEvents } from './queue.js';

/** An answered call up to the moment before it would end, and who has it then. */
function taken(random: Random, events: readonly StoryEvent[]): { events: StoryEvent[]; holder: string; at: number } {
  const pickUp = events.find(({ does }) => does === 'pick up');
  if (pickUp === undefined) throw new RangeError('nobody has this call');
  return {
    events: events.filter(({ does }) => does !== 'hang up'),
    holder: pickUp.who,
    at: pickUp.at + random.whole(5_000, 60_000),
  };
}

export function blindTransfer(cast: Cast): Tale {
  const { random } = cast;
  const called = goesToQueue(cast, 0.3) ? queue(cast) : undefined;
  const dialled = called?.extensionId ?? person(cast);
  const first = taken(
    random,
    called
      ? queueEvents(random, called, 'taken')
      : onePhone(random, { who: dialled, from: random.whole(200, 1_500), ending: 'answered' }),
  );
  const target = colleague(cast, dialled, ...(called?.memberIds ?? []));
  const ending = random.pick<Ending>(['answered', 'answered', 'rang out', 'hung up', 'voicemail', 'declined']);
  return {
    caller: outsider(cast),
    dialled: { extensionId: dialled },
    events: [
      ...first.events,
      { at: first.at, does: 'transfer', who: first.holder, to: target },
      ...onePhone(random, { who: target, via: 'transfer', from: first.at + 400, ending }),
    ],
  };
}

/** Where the asked colleague does not answer, the asking one takes the caller back. */
export function warmTransfer(cast: Cast): Tale {
  const { random } = cast;
  const dialled = person(cast);
  const target = colleague(cast, dialled);
  const { events, at } = taken(random, onePhone(random, { who: dialled, from: random.whole(200, 1_500), ending: 'answered' }));
  const rings = at + 500;
  const asks: StoryEvent[] = [
    { at, does: 'transfer', who: dialled, to: target, warm: true },
    { at: rings, does: 'ring', who: target, via: 'transfer' },
  ];
  const until = rings + random.whole(2_000, 15_000);
  const handsOver = until + random.whole(3_000, 25_000);
  const rest: StoryEvent[] = random.chance(0.75)
    ? [
        { at: until, does: 'pick up', who: target },
        { at: handsOver, does: 'hang up', who: dialled },
        { at: handsOver + talk(random), does: 'hang up', who: 'caller' },
      ]
    : [
        { at: until, does: 'stop ringing', who: target },
        { at: until + talk(random), does: 'hang up', who: 'caller' },
      ];
  return { caller: outsider(cast), dialled: { extensionId: dialled }, events: [...events, ...asks, ...rest] };
}
