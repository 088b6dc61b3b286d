/** Calls to numbers outside the company: connected, busy, nobody there, their voicemail, no such number. */
import type { StoryEvent } from '../model.js';
import type { Random } from '../random.js';
import { type Cast, person, type Tale } from './cast.js';
import { talk } from './phone.js';

/** What the far end does; `callee` is whoever is there. A busy line declines without ringing. */
export function farEnd(random: Random): StoryEvent[] {
  const rings = random.whole(1_000, 4_000);
  const soon = rings + random.whole(2_000, 18_000);
  const late = rings + random.whole(22_000, 40_000);
  const ring: StoryEvent = { at: rings, does: 'ring', who: 'callee' };
  const end = (at: number): StoryEvent => ({ at, does: 'hang up', who: 'caller' });
  const connected: StoryEvent[] = [ring, { at: soon, does: 'pick up', who: 'callee' }, end(soon + talk(random))];
  return random.pick<StoryEvent[]>([
    connected,
    connected,
    connected,
    [{ at: rings, does: 'decline', who: 'callee' }, end(rings + 1_200)],
    [ring, { at: late, does: 'stop ringing', who: 'callee' }, end(late)],
    [ring, { at: soon, does: 'stop ringing', who: 'callee' }, end(soon)],
    [
      ring,
      { at: late, does: 'stop ringing', who: 'callee' },
      { at: late, does: 'voicemail begins', who: 'callee' },
      { at: late + 14_000, does: 'voicemail left', who: 'callee' },
      end(late + 14_000),
    ],
    [end(rings)],
  ]);
}

export function outbound(cast: Cast): Tale {
  const { random } = cast;
  const extensionId = person(cast);
  if (random.chance(0.02)) {
    const events: StoryEvent[] = [
      { at: 800, does: 'ring', who: 'callee' },
      { at: 1_500, does: 'pick up', who: 'callee' },
      { at: 12_000, does: 'hang up', who: 'caller' },
    ];
    return { caller: { extensionId }, dialled: { phoneNumber: '933' }, events };
  }
  const { phoneNumber, name } = random.pick(cast.outsiders);
  return {
    caller: { extensionId },
    dialled: { phoneNumber, ...(name === undefined || random.chance(0.5) ? {} : { name }) },
    events: farEnd(random),
  };
}
