/** What can happen at one telephone between its first ring and silence. */
import type { StoryEvent } from '../model.js';
import type { Random } from '../random.js';

export type Ending = 'answered' | 'rang out' | 'hung up' | 'voicemail' | 'greeting only' | 'declined' | 'declined to voicemail';

/** Milliseconds of talk: many short, few long, up to a quarter of an hour. */
export function talk(random: Random): number {
  return Math.round(7_000 * Math.exp(random.next() * 4.8));
}

export function voicemail(random: Random, who: string, from: number, left: boolean): StoryEvent[] {
  const begins = from + random.whole(200, 900);
  const end = begins + random.whole(6_000, 45_000);
  return [
    { at: begins, does: 'voicemail begins', who },
    ...(left ? [{ at: end, does: 'voicemail left', who } as const] : []),
    { at: left ? end : begins + random.whole(1_000, 5_000), does: 'hang up', who: 'caller' },
  ];
}

interface Ringing {
  readonly who: string;
  readonly via?: 'direct' | 'transfer';
  readonly from: number;
  readonly ending: Ending;
}

/** Everything from this phone's first ring to the end of the call. */
export function onePhone(random: Random, { who, via = 'direct', from, ending }: Ringing): StoryEvent[] {
  const ring: StoryEvent = { at: from, does: 'ring', who, via };
  const soon = from + random.whole(1_500, 17_000);
  const late = from + random.whole(20_000, 38_000);
  switch (ending) {
    case 'answered':
      return [
        ring,
        { at: soon, does: 'pick up', who },
        { at: soon + talk(random), does: 'hang up', who: random.chance(0.5) ? who : 'caller' },
      ];
    case 'rang out':
      return [
        ring,
        { at: late, does: 'stop ringing', who },
        { at: late + random.whole(400, 2_000), does: 'hang up', who: 'caller' },
      ];
    case 'hung up':
      return [ring, { at: soon, does: 'stop ringing', who }, { at: soon, does: 'hang up', who: 'caller' }];
    case 'declined':
      return [ring, { at: soon, does: 'decline', who }, { at: soon + random.whole(300, 1_500), does: 'hang up', who: 'caller' }];
    case 'declined to voicemail':
      return [ring, { at: soon, does: 'decline', who }, ...voicemail(random, who, soon, true)];
    default:
      return [ring, { at: late, does: 'stop ringing', who }, ...voicemail(random, who, late, ending === 'voicemail')];
  }
}
