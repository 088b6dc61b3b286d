/** What the company call log (Detailed view) says of a story: the platform's own, unpleasant account of it. */
import type { Company, LoggedRecord, Story, StoryEvent } from './model.js';
import { blockedDraft, faxDraft } from './records/aside.js';
import { type Draft, inboundDrafts } from './records/inbound.js';
import { outboundDraft } from './records/outbound.js';
import { logged, type Session, session } from './records/session.js';
import { endOf, rungPhones } from './records/timeline.js';
import type { WireCall } from './records/wire.js';

function drafts(first: Session, asked: string | undefined): Draft[] {
  const { caller, dialled, events } = first.story;
  if (events.some(({ does }) => does === 'fax received')) return [faxDraft(first)];
  const calledId = 'extensionId' in dialled ? dialled.extensionId : undefined;
  if (calledId !== undefined && events.some(({ does }) => does === 'blocked')) return [blockedDraft(first, calledId)];
  const made =
    'extensionId' in caller
      ? [
          outboundDraft(first, {
            makerId: caller.extensionId,
            ...(caller.delegateId === undefined ? {} : { delegateId: caller.delegateId }),
            dialled,
          }),
        ]
      : [];
  return [...made, ...(calledId === undefined ? [] : inboundDrafts(first, calledId, asked))];
}

type Warm = Extract<StoryEvent, { does: 'transfer' }>;

/** The question to a colleague: the asking one's outbound record and the asked one's inbound record. */
function consultation(second: Session, warm: Warm, handedOverAt: number): Draft[] {
  const { story, random } = second;
  const phone = rungPhones(story).find(({ who }) => who === warm.to);
  if (phone === undefined) throw new RangeError(`story ${story.id} asks somebody whose phone never rang`);
  const answered = phone.talkedUntil !== undefined;
  const asked: Story = {
    ...story,
    caller: { extensionId: warm.who },
    dialled: { extensionId: warm.to },
    // To the asked one it is a colleague's call like any other.
    events: story.events
      .filter(({ who }) => who === warm.to || who === 'caller')
      .map((event) => (event.does === 'ring' ? { ...event, via: 'direct' } : event)),
  };
  const made = outboundDraft(second, {
    makerId: warm.who,
    dialled: asked.dialled,
    outcome: { result: answered ? 'Call connected' : random.pick(['No Answer', 'Hang Up']) },
    until: handedOverAt,
  });
  return [made, ...inboundDrafts({ ...second, story: asked }, warm.to)];
}

const link = (list: readonly Draft[], fields: Partial<WireCall>): Draft[] =>
  list.map(({ call, legs }) => ({ call: { ...call, ...fields }, legs }));

/**
 * The records of one story, `startTime` in UTC, visible 15–30 s after the end of their session.
 * A warm transfer is two sessions; every other story is one, of one or several records.
 */
export function logStory(company: Company, story: Story): LoggedRecord[] {
  const { startedAt } = story;
  const end = startedAt + endOf(story);
  const warm = story.events.find((event): event is Warm => event.does === 'transfer' && event.warm === true);
  if (warm === undefined) {
    const only = session(company, story, { nth: 1, startedAt, endedAt: end, linked: false });
    return logged(only, drafts(only, undefined));
  }
  const asked = rungPhones(story).find(({ who }) => who === warm.to);
  const leaves = story.events.find(({ does, who }) => does === 'hang up' && who === warm.who)?.at;
  const handedOver = startedAt + (leaves ?? endOf(story));
  const first = session(company, story, { nth: 1, startedAt, endedAt: handedOver, linked: true });
  const stops = leaves === undefined ? startedAt + (asked?.rangUntil ?? warm.at) : end;
  const second = session(company, story, { nth: 2, startedAt: startedAt + warm.at, endedAt: stops, linked: true });
  const firstDrafts = drafts(first, warm.to);
  const secondDrafts = consultation(second, warm, leaves === undefined ? stops : handedOver);
  if (leaves === undefined) return [...logged(first, firstDrafts), ...logged(second, secondDrafts)];
  const key = ({ telephonySessionId }: Session) => ({ telephonySessionId: telephonySessionId ?? '' });
  return [
    ...logged(first, link(firstDrafts, { transferTarget: key(second) })),
    ...logged(second, link(secondDrafts, { transferee: key(first) })),
  ];
}
