/** What each extension truly did in a story, read from the story's events and from nothing else. */
import type { Company, Story, StoryEvent, TruePart, Truth } from './model.js';

type Part = Pick<Truth, 'extensionId' | 'direction' | 'part'>;
type Ring = Extract<StoryEvent, { does: 'ring' }>;

const did = (events: readonly StoryEvent[], does: StoryEvent['does'], who: string) =>
  events.some((event) => event.does === does && event.who === who);
const ringsOf = (events: readonly StoryEvent[]) => events.filter((event): event is Ring => event.does === 'ring');

/** The part of somebody whose own call it was: called, or handed the call by a transfer. */
function ownPart(events: readonly StoryEvent[], who: string, taken: boolean): TruePart {
  if (did(events, 'pick up', who)) return 'answered';
  if (did(events, 'voicemail left', who)) return 'voicemail';
  if (did(events, 'decline', who)) return 'refused';
  return taken ? 'elsewhere' : 'missed';
}

function partOfRung(events: readonly StoryEvent[], who: string, rings: readonly Ring[]): TruePart {
  const mine = rings.filter((ring) => ring.who === who);
  if (mine.some(({ via }) => via === undefined || via === 'direct' || via === 'transfer')) {
    const helpers = rings.filter((ring) => ring.for === who && ring.who !== who && did(events, 'pick up', ring.who));
    const bySecretary = helpers.some(({ via }) => via === 'delegate');
    return bySecretary ? 'on behalf' : ownPart(events, who, helpers.length > 0);
  }
  // Rung for a queue or for somebody else: a miss is never theirs.
  return did(events, 'pick up', who) ? 'answered' : 'rang';
}

function partOfQueue(events: readonly StoryEvent[], queueId: string, rings: readonly Ring[]): TruePart {
  const agents = rings.filter((ring) => ring.queueId === queueId).map(({ who }) => who);
  if (agents.some((agent) => did(events, 'pick up', agent))) return 'answered';
  return did(events, 'voicemail left', queueId) ? 'voicemail' : 'missed';
}

function inboundParts(events: readonly StoryEvent[], dialledId: string | undefined, isQueue: (id: string) => boolean): Part[] {
  const rings = ringsOf(events);
  const people = new Set(rings.map(({ who }) => who).filter((who) => who !== 'callee'));
  const queues = new Set(rings.flatMap(({ queueId }) => (queueId === undefined ? [] : [queueId])));
  if (dialledId !== undefined) (isQueue(dialledId) ? queues : people).add(dialledId);
  const inbound = (extensionId: string, part: TruePart): Part => ({ extensionId, direction: 'Inbound', part });
  return [
    ...[...queues].map((id) => inbound(id, partOfQueue(events, id, rings))),
    ...[...people].map((id) =>
      inbound(id, rings.some(({ who }) => who === id) ? partOfRung(events, id, rings) : ownPart(events, id, false)),
    ),
  ];
}

function makersParts(story: Story, events: readonly StoryEvent[]): Part[] {
  const { caller } = story;
  if (!('extensionId' in caller)) return [];
  const part = events.some(({ does }) => does === 'pick up') ? 'connected' : 'not connected';
  const maker: Part = { extensionId: caller.delegateId ?? caller.extensionId, direction: 'Outbound', part };
  const boss: Part = { extensionId: caller.extensionId, direction: 'Outbound', part: 'on behalf' };
  return caller.delegateId === undefined ? [maker] : [maker, boss];
}

/** A fax or a blocked call has one part only, which no total counts. */
function outside(story: Story): { readonly parts: Part[]; readonly outsideTotals: 'fax' | 'blocked' } | undefined {
  const event = story.events.find(({ does }) => does === 'fax received' || does === 'blocked');
  if (event === undefined) return undefined;
  const { caller } = story;
  if (event.does === 'blocked') {
    return { parts: [{ extensionId: event.who, direction: 'Inbound', part: 'refused' }], outsideTotals: 'blocked' };
  }
  const part: Part =
    'extensionId' in caller
      ? { extensionId: caller.extensionId, direction: 'Outbound', part: 'connected' }
      : { extensionId: event.who, direction: 'Inbound', part: 'answered' };
  return { parts: [part], outsideTotals: 'fax' };
}

/**
 * One entry per conversation and extension (people and queues) that took part; whoever only listened in has none. Asking a
 * colleague during a warm transfer is a conversation of its own, which begins when the colleague is called.
 */
export function truthOf(company: Company, story: Story): Truth[] {
  const { caller, dialled } = story;
  const isQueue = (id: string) => company.queues.some(({ extensionId }) => extensionId === id);
  const dialledId = 'extensionId' in dialled ? dialled.extensionId : undefined;
  const callerId = 'extensionId' in caller ? caller.extensionId : undefined;
  const startsAt =
    (startedAt: number) =>
    (part: Part, counterpartId: string | undefined, outsideTotals?: 'fax' | 'blocked'): Truth => ({
      storyId: story.id,
      startedAt,
      ...part,
      internal: counterpartId !== undefined,
      ...(counterpartId === undefined ? {} : { counterpartId }),
      ...(outsideTotals === undefined ? {} : { outsideTotals }),
    });
  const first = startsAt(story.startedAt);
  const aside = outside(story);
  if (aside !== undefined) {
    return aside.parts.map((part) => first(part, part.direction === 'Outbound' ? dialledId : callerId, aside.outsideTotals));
  }
  const warm = story.events.find((event) => event.does === 'transfer' && event.warm === true);
  const asked = warm?.does === 'transfer' ? warm.to : undefined;
  const events = story.events.filter(({ who }) => who !== asked);
  const parts = [
    ...makersParts(story, events).map((part) => first(part, dialledId)),
    ...inboundParts(events, dialledId, isQueue).map((part) => first(part, callerId)),
  ];
  if (warm === undefined || asked === undefined) return parts;
  const answered = did(story.events, 'pick up', asked);
  const second = startsAt(story.startedAt + warm.at);
  return [
    ...parts,
    second({ extensionId: warm.who, direction: 'Outbound', part: answered ? 'connected' : 'not connected' }, asked),
    second({ extensionId: asked, direction: 'Inbound', part: ownPart(story.events, asked, false) }, warm.who),
  ];
}
