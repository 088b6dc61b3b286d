/** Each telephone that rang in a story: from when, until when, and whether and how long it then talked. */
import type { Story, StoryEvent } from '../model.js';

type RingEvent = Extract<StoryEvent, { does: 'ring' }>;

export interface RungPhone {
  readonly who: string;
  readonly via: NonNullable<RingEvent['via']>;
  readonly queueId?: string;
  /** Whose call it was, where this phone rang for another one, or for its owner's mobile. */
  readonly for?: string;
  /** Milliseconds after the story's start, as all times here. */
  readonly from: number;
  readonly rangUntil: number;
  /** Absent where it was not picked up. */
  readonly talkedUntil?: number;
  readonly declined: boolean;
}

export function endOf(story: Story): number {
  return Math.max(...story.events.map(({ at }) => at));
}

export function has(story: Story, does: StoryEvent['does'], who: string): boolean {
  return story.events.some((event) => event.does === does && event.who === who);
}

function phone(story: Story, ring: RingEvent): RungPhone {
  const later = story.events.slice(story.events.indexOf(ring) + 1);
  const end = later.find(
    ({ who, does }) => who === ring.who && (does === 'stop ringing' || does === 'pick up' || does === 'decline'),
  );
  const afterwards = end === undefined ? [] : story.events.slice(story.events.indexOf(end) + 1);
  const leaves = afterwards.find(
    (event) =>
      (event.does === 'hang up' && (event.who === ring.who || event.who === 'caller')) ||
      (event.does === 'transfer' && event.who === ring.who && event.warm !== true),
  );
  return {
    who: ring.who,
    via: ring.via ?? 'direct',
    ...(ring.queueId === undefined ? {} : { queueId: ring.queueId }),
    ...(ring.for === undefined ? {} : { for: ring.for }),
    from: ring.at,
    rangUntil: end?.at ?? endOf(story),
    ...(end?.does === 'pick up' ? { talkedUntil: leaves?.at ?? endOf(story) } : {}),
    declined: end?.does === 'decline',
  };
}

/** In the order they began to ring; the party outside the company is not among them. */
export function rungPhones(story: Story): RungPhone[] {
  return story.events
    .filter((event): event is RingEvent => event.does === 'ring' && event.who !== 'callee')
    .map((ring) => phone(story, ring));
}
