/** Writes the call log of one story: which records there are, and under which session. */
import { workerOf } from './company.js';
import { incoming } from './incoming.js';
import { outgoing } from './outgoing.js';
import type { Aside, Story } from './story.js';
import { entry, type Hand, leg, mainParty, missed, outsideParty, partyOf, shortParty, type Wire } from './wire.js';

interface Log {
  /** The key all of them must have. */
  readonly key: string;
  readonly records: readonly Wire[];
}

/** The final versions of all records of a story. */
export function logOf(hand: Hand, story: Story): Log {
  const written = story.kind === 'call' ? callRecords(hand, story) : oddRecords(hand, story);
  return underSession(hand, story, withAsides(hand, story.asides, written));
}

function callRecords(hand: Hand, story: Story): readonly Wire[] {
  const { choices } = hand;
  const { dialler, stages } = story;
  if (dialler === undefined) return incoming(hand, stages, () => outsideParty(hand, story.outsider), story);
  const { records: made, tellsHandOver } = outgoing(hand, { ...story, dialler });
  const byParty = () => partyOf(hand, dialler);
  if (story.outsiderAnswered !== undefined) return tellsHandOver ? made : [...made, ...incoming(hand, stages, byParty, story)];
  if (choices.rarely(4) && toldByCaller(hand, story)) {
    return stages[0]?.talk ? made : made.map((record) => ({ ...record, result: missed(hand) }));
  }
  // What a warm transfer's dialler was on the line for, only their own record tells.
  if (story.linked === undefined && choices.rarely(4)) return incoming(hand, stages, byParty, story);
  const from = choices.rarely(3) ? () => shortParty(hand, dialler) : byParty;
  return [...made, ...incoming(hand, stages, from, story)];
}

/** Whether the caller's record alone says what became of the one colleague who was called. */
function toldByCaller({ company }: Hand, { stages, linked }: Story): boolean {
  const [only, ...more] = stages;
  if (!only || more.length > 0 || linked !== undefined || only.message || only.talk?.also || !workerOf(company, only.called))
    return false;
  return only.rings.every(({ reason, phone, ended }) => reason === 'own' && phone !== 'mobile' && ended !== 'declined');
}

function oddRecords(hand: Hand, story: Story): readonly Wire[] {
  const { choices } = hand;
  const when = { from: story.at, to: story.until };
  const { dialler, kind } = story;
  if (dialler !== undefined && kind === 'own mailbox') return outgoing(hand, { ...story, dialler }).records;
  if (dialler !== undefined) {
    const paging = {
      direction: 'Outbound',
      action: 'Paging',
      result: 'Call connected',
      from: partyOf(hand, dialler),
      to: {},
      when,
    } as const;
    return [{ ...entry(hand, { ...paging, of: dialler }), legs: [leg(hand, { ...paging, legType: 'PagingServer' })] }];
  }
  const called = story.stages[0]?.called;
  if (called === undefined) return [];
  const inbound = {
    direction: 'Inbound',
    from: outsideParty(hand, story.outsider),
    to: partyOf(hand, called),
    of: called,
    when,
  } as const;
  if (kind === 'fax') {
    return [
      { ...entry(hand, { ...inbound, action: 'Incoming Fax', result: choices.one(['Received', 'Fax Poor Line']) }), type: 'Fax' },
    ];
  }
  if (kind === 'blocked') return [entry(hand, { ...inbound, result: 'Blocked' })];
  const running = choices.rarely(2) ? { result: 'In Progress' } : { result: 'Accepted', more: { finished: false } };
  return [{ ...entry(hand, { ...inbound, ...running }), legs: [leg(hand, { ...inbound, result: 'Accepted' })] }];
}

/** Listening in, joining and parking: a record of its own, or a leg of the first. */
function withAsides(hand: Hand, asides: readonly Aside[], written: readonly Wire[]): readonly Wire[] {
  const [aside] = asides;
  const [first, ...others] = written;
  if (!aside) return written;
  const { kind, who, on, from, to } = aside;
  const action = { listening: 'Monitoring', 'barging in': 'Barge In Call', parking: 'Call Park' }[kind];
  const towards = kind === 'parking' ? mainParty(hand) : partyOf(hand, on);
  const said = { action, from: partyOf(hand, who), to: towards, of: who, when: { from, to } };
  if (kind !== 'parking' && hand.choices.rarely(2)) {
    return [...written, entry(hand, { ...said, direction: 'Outbound', result: 'Call connected' })];
  }
  const legType = { listening: 'SilentMonitoring', 'barging in': 'JoinCall', parking: 'CallPark' }[kind];
  const beside = leg(hand, { ...said, direction: 'Inbound', legType, result: 'Accepted' });
  return [{ ...first, legs: [...((first?.legs as Wire[] | undefined) ?? []), beside] }, ...others];
}

/** The telephony session, or the older id beside or instead of it, which may be a conference's 0; a record alone may have none. */
function underSession({ choices }: Hand, story: Story, written: readonly Wire[]): Log {
  const telephony = `s-a${story.number}zff`;
  const session = String(19_923_000_000 + story.number * 1_000);
  const ids = written.map((_record, at) => `${choices.one(['A', 'z', 'M'])}r${story.number}-${at}_1`);
  const alone = written.length === 1 && story.linked === undefined;
  const kind = choices.one(['both', 'telephony', 'zero', 'session', 'alone'] as const);
  const { key, stamp } = {
    both: { key: telephony, stamp: { telephonySessionId: telephony, sessionId: session } },
    telephony: { key: telephony, stamp: { telephonySessionId: telephony } },
    zero: { key: telephony, stamp: { telephonySessionId: telephony, sessionId: '0' } },
    session: { key: session, stamp: { sessionId: choices.rarely(2) ? Number(session) : session } },
    alone: alone
      ? { key: ids[0] ?? '', stamp: { sessionId: choices.one(['0', 0, '']) } }
      : { key: telephony, stamp: { telephonySessionId: telephony } },
  }[kind];
  const link =
    story.linked === undefined
      ? {}
      : { [choices.one(['transferTarget', 'transferee'])]: { telephonySessionId: `s-a${story.linked}zff` } };
  return { key, records: written.map((record, at) => ({ uri: 'x', id: ids[at], ...stamp, ...link, ...record })) };
}
