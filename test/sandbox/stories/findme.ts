/** Calls that follow a person: desk first, then the own mobile, a colleague's phone, or both. */
import type { StoryEvent } from '../model.js';
import { type Cast, colleague, outsider, person, type Tale } from './cast.js';
import { talk, voicemail } from './phone.js';

export function findMe(cast: Cast): Tale {
  const { random } = cast;
  const called = person(cast);
  const other = colleague(cast, called);
  const ending = random.pick(['mobile', 'colleague', 'desk', 'nobody', 'voicemail'] as const);
  const desk = random.whole(200, 1_200);
  const follow = desk + random.whole(6_000, 12_000);
  const until = follow + random.whole(3_000, 18_000);
  // The desk phone rings on only where it is the one picked up, so that a pick-up by its owner names one device.
  const mobile = ending === 'mobile' || (ending !== 'desk' && random.chance(0.5));
  const helper = ending !== 'mobile' || random.chance(0.6);
  const taker = { mobile: called, desk: called, colleague: other, nobody: undefined, voicemail: undefined }[ending];
  const rung = [...(ending === 'desk' || mobile ? [called] : []), ...(helper ? [other] : [])];
  const events: StoryEvent[] = [
    { at: desk, does: 'ring', who: called, via: 'direct' },
    ...(ending === 'desk' ? [] : [{ at: follow, does: 'stop ringing', who: called } as const]),
    ...(mobile ? [{ at: follow + 40, does: 'ring', who: called, via: 'findme', for: called } as const] : []),
    ...(helper ? [{ at: follow + 90, does: 'ring', who: other, via: 'findme', for: called } as const] : []),
    ...(taker === undefined ? [] : [{ at: until, does: 'pick up', who: taker } as const]),
    ...rung.filter((who) => who !== taker).map((who) => ({ at: until, does: 'stop ringing', who }) as const),
  ];
  const end: StoryEvent[] =
    taker !== undefined
      ? [{ at: until + Math.max(talk(random), 9_000), does: 'hang up', who: 'caller' }]
      : ending === 'voicemail'
        ? voicemail(random, called, until, true)
        : [{ at: until, does: 'hang up', who: 'caller' }];
  return { caller: outsider(cast), dialled: { extensionId: called }, events: [...events, ...end] };
}
