/** Calls of a boss that the secretary takes or makes, or could have taken. */
import type { StoryEvent } from '../model.js';
import { type Cast, colleague, outsider, person, secretaryOf, type Tale } from './cast.js';
import { farEnd } from './outbound.js';
import { talk, voicemail } from './phone.js';

export function delegated(cast: Cast): Tale {
  const { random } = cast;
  const boss =
    cast.wanted === undefined
      ? colleague({ people: cast.people.filter((one) => one.department === 'Executive'), random })
      : person(cast);
  const secretary = secretaryOf(cast, boss);
  if (cast.wanted === undefined && random.chance(0.3)) {
    const { phoneNumber } = random.pick(cast.outsiders);
    return { caller: { extensionId: boss, delegateId: secretary }, dialled: { phoneNumber }, events: farEnd(random) };
  }
  const ending = random.pick(['secretary', 'secretary', 'boss', 'nobody', 'voicemail'] as const);
  const taker = ending === 'secretary' ? secretary : ending === 'boss' ? boss : undefined;
  const from = random.whole(200, 1_200);
  const until = from + random.whole(4_000, 22_000);
  const events: StoryEvent[] = [
    { at: from, does: 'ring', who: boss, via: 'direct' },
    { at: from + 30, does: 'ring', who: secretary, via: 'delegate', for: boss },
    ...(taker === undefined ? [] : [{ at: until, does: 'pick up', who: taker } as const]),
    ...[boss, secretary].filter((who) => who !== taker).map((who) => ({ at: until, does: 'stop ringing', who }) as const),
    ...(ending === 'voicemail'
      ? voicemail(random, boss, until, true)
      : [{ at: taker === undefined ? until : until + talk(random), does: 'hang up', who: 'caller' } as const]),
  ];
  return { caller: outsider(cast), dialled: { extensionId: boss }, events };
}
