/** The records of a call that came in to a person or a queue: its own, and those some people get beside it. */
import { masterLeg, type Outcome, phoneLeg } from './legs.js';
import { calledParty, callerParty, colleagueParty, nameOf, queueParty } from './parties.js';
import { extensionInfo, message, type Session, span } from './session.js';
import { has, type RungPhone, rungPhones } from './timeline.js';
import type { WireCall, WireLeg } from './wire.js';

export type Draft = { readonly call: WireCall; readonly legs: readonly WireLeg[] };

function voicemailOutcome(session: Session, calledId: string, isQueue: boolean): Outcome {
  const { random, story } = session;
  const left = message(session, calledId, 'VoiceMail');
  const odd = random.next();
  if (odd < 0.05) return { result: 'Voicemail' };
  if (odd < 0.1) return { result: 'Sent to Voicemail', message: left };
  // A colleague's call that ends so is told apart from an answered one by this word alone.
  if (odd < 0.15 && !isQueue && !('extensionId' in story.caller)) return { result: 'Missed', message: left };
  return { result: 'Voicemail', message: left };
}

function outcomeOf(session: Session, calledId: string, phones: readonly RungPhone[], isQueue: boolean): Outcome {
  const { random, story } = session;
  if (phones.some(({ via, talkedUntil }) => via !== 'transfer' && talkedUntil !== undefined)) {
    return { result: 'Accepted', ...(random.chance(0.5) ? { reason: 'Accepted' } : {}) };
  }
  if (has(story, 'voicemail left', calledId)) return voicemailOutcome(session, calledId, isQueue);
  if (has(story, 'decline', calledId)) return { result: random.pick(['Declined', 'Rejected']) };
  if (isQueue) return { result: random.pick(['Missed', 'Abandoned', 'Hang Up', 'Missed', 'Callback requested']) };
  return random.pick([
    { result: 'Missed', reason: 'No Answer' },
    { result: 'Missed' },
    { result: 'No Answer' },
    { result: 'Hang Up' },
  ]);
}

/** Where the log names the queue. One place is enough for it, and which one depends on the queue and on the day. */
function queuePlace(session: Session, queueId: string): 'record' | 'party' | 'leg' {
  const { company, random } = session;
  const nth = company.queues.findIndex(({ extensionId }) => extensionId === queueId);
  if (nth === 0) return random.pick(['record', 'record', 'party']);
  if (nth === 1) return random.pick(['party', 'leg']);
  return nth === 2 ? 'record' : random.pick(['record', 'party', 'leg']);
}

/** In the third queue every agent who was rung gets a record of his own. */
function agentsHaveRecords({ company }: Session, queueId: string): boolean {
  return company.queues[2]?.extensionId === queueId;
}

function queueDraft(session: Session, queueId: string, phones: readonly RungPhone[], call: WireCall): Draft {
  const place = queuePlace(session, queueId);
  const to = queueParty(session, queueId, place === 'party');
  const record = { ...call, to, ...(place === 'record' ? { extension: extensionInfo(session, queueId) } : {}) };
  const agents = agentsHaveRecords(session, queueId) ? phones.filter(({ via }) => via !== 'queue') : phones;
  const master = masterLeg(session, record, 'Accept', place === 'leg' ? queueId : undefined);
  // Whoever hands the call on keeps his leg: without it nobody could tell when he left.
  const left = agents === phones ? [] : phones.filter((phone) => phone.talkedUntil !== undefined && phone.via === 'queue');
  return { call: record, legs: [master, ...[...left, ...agents].map((phone) => phoneLeg(session, phone))] };
}

function personDraft(session: Session, calledId: string, phones: readonly RungPhone[], call: WireCall): Draft {
  const { random, company } = session;
  const secretary = phones.find(({ via, talkedUntil }) => via === 'delegate' && talkedUntil !== undefined);
  const named = secretary !== undefined || phones.some(({ via }) => via === 'delegate') || random.chance(0.75);
  const record: WireCall = {
    ...call,
    to: calledParty(session, calledId),
    ...(named ? { extension: extensionInfo(session, calledId) } : {}),
    ...(secretary === undefined
      ? {}
      : { delegate: { id: secretary.who, name: nameOf(company, secretary.who) }, delegationType: 'Coworker' }),
  };
  // A lone phone's leg would say no more than the main one, so the log often leaves it out.
  const lone = phones.length < 2 && random.chance(0.6);
  const master = masterLeg(session, record, 'Accept', lone || phones.length === 0 || random.chance(0.4) ? calledId : undefined);
  return { call: record, legs: [master, ...(lone ? [] : phones.map((phone) => phoneLeg(session, phone)))] };
}

/** A record that is only about one phone of the call: an agent's, or a transfer target's. */
function ownDraft(session: Session, phone: RungPhone): Draft {
  const leg = phoneLeg(session, phone);
  const { legType, ...call } = leg;
  const record: WireCall = {
    ...call,
    direction: 'Inbound',
    ...(phone.via === 'queue'
      ? { action: 'Phone Call', delegationType: 'QueueForwarding', to: queueParty(session, phone.queueId ?? phone.who, false) }
      : { action: session.random.pick(['Transfer', 'Phone Call']), to: colleagueParty(session, phone.who) }),
  };
  return { call: record, legs: [masterLeg(session, record, legType, phone.who)] };
}

function listenerDraft(session: Session, listenerId: string, at: number, heardId: string): Draft {
  const record: WireCall = {
    ...span(session, session.story.startedAt + at, session.endedAt),
    type: 'Voice',
    direction: 'Outbound',
    action: 'Monitoring',
    result: 'Call connected',
    extension: extensionInfo(session, listenerId),
    from: colleagueParty(session, listenerId, true),
    to: colleagueParty(session, heardId),
    transport: 'VoIP',
  };
  return {
    call: record,
    legs: [masterLeg(session, record, session.random.pick(['Monitoring', 'SilentMonitoring']), listenerId)],
  };
}

/** `asked` is the colleague of a warm transfer, whose ringing belongs to another session. */
export function inboundDrafts(session: Session, calledId: string, asked?: string): Draft[] {
  const { story, random, company } = session;
  const phones = rungPhones(story).filter(({ who }) => who !== asked);
  const isQueue = company.queues.some(({ extensionId }) => extensionId === calledId);
  const call: WireCall = {
    ...span(session, session.startedAt, session.endedAt),
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    ...outcomeOf(session, calledId, phones, isQueue),
    ...callerParty(session),
    transport: 'extensionId' in story.caller ? 'VoIP' : 'PSTN',
    ...(random.chance(0.6) ? { internalType: random.pick(['Local', 'LongDistance', 'Usual', 'LocalNumber']) } : {}),
  };
  const main = isQueue ? queueDraft(session, calledId, phones, call) : personDraft(session, calledId, phones, call);
  const own = phones.filter(
    ({ via }) => (via === 'queue' && agentsHaveRecords(session, calledId)) || (via === 'transfer' && random.chance(0.35)),
  );
  const listener = story.events.find(({ does }) => does === 'listen in');
  const heard = phones.find(({ talkedUntil }) => talkedUntil !== undefined)?.who ?? calledId;
  if (listener === undefined) return [main, ...own.map((phone) => ownDraft(session, phone))];
  const listening = listenerDraft(session, listener.who, listener.at, heard);
  const drafts = [main, ...own.map((phone) => ownDraft(session, phone))];
  if (random.chance(0.5)) return [...drafts, listening];
  const leg: WireLeg = { ...listening.call, legType: 'SilentMonitoring' };
  return [{ ...main, legs: [...main.legs, leg] }, ...drafts.slice(1)];
}
