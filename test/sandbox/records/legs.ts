/** The legs of an inbound record: one for every telephone that rang, and what the log says became of it. */
import type { Story } from '../model.js';
import { calledParty, callerParty, colleagueParty, directNumber, mobileNumber, nameOf, queueParty } from './parties.js';
import { extensionInfo, message, type Session, span } from './session.js';
import { has, type RungPhone } from './timeline.js';
import type { WireCall, WireLeg } from './wire.js';

export type Outcome = Pick<WireCall, 'result' | 'reason' | 'message'>;

const takenBefore = (story: Story, { who, rangUntil }: RungPhone) =>
  story.events.some((event) => event.does === 'pick up' && event.who !== who && event.at <= rangUntil);

/** What became of one phone, in the log's words. Words differ from one call to the next without any difference in fact. */
function outcomeAt(session: Session, phone: RungPhone): Outcome {
  const { random, story } = session;
  if (phone.talkedUntil !== undefined) return { result: 'Accepted', reason: 'Accepted' };
  if ((phone.via === 'direct' || phone.via === 'transfer') && has(story, 'voicemail left', phone.who)) {
    return { result: 'Voicemail', message: message(session, phone.who, 'VoiceMail') };
  }
  if (phone.declined) return { result: random.pick(['Declined', 'Rejected']) };
  const another = phone.via !== 'transfer' && takenBefore(story, phone);
  if (another)
    return random.pick([{ result: 'Answered Elsewhere' }, { result: 'Stopped', reason: 'Stopped' }, { result: 'Missed' }]);
  return random.pick([
    { result: 'Missed', reason: 'No Answer' },
    { result: 'No Answer' },
    { result: 'Missed', reason: 'Hang Up' },
  ]);
}

/** A forwarding leg is Outbound inside an Inbound record and says Accepted even if it only rang; its length tells the truth. */
function findMeLeg(session: Session, phone: RungPhone): Partial<WireLeg> & Pick<WireLeg, 'legType'> {
  const { company } = session;
  const called = phone.for ?? phone.who;
  const own = phone.who === called ? undefined : directNumber(company, phone.who);
  return {
    direction: 'Outbound',
    action: 'FindMe',
    result: 'Accepted',
    legType: 'FindMe',
    from: { phoneNumber: directNumber(company, called) ?? company.mainNumber, name: nameOf(company, called) },
    to: { phoneNumber: own ?? mobileNumber(company, phone.who), location: 'New York, NY' },
  };
}

function queueLeg(session: Session, phone: RungPhone): Partial<WireLeg> & Pick<WireLeg, 'legType'> {
  const { random } = session;
  return {
    ...random.pick([
      { action: 'Hunting', legType: 'Hunting' },
      { action: 'Phone Call', legType: 'Accept' },
      { action: 'Ring Directly', legType: 'RingDirectly' },
    ]),
    ...outcomeAt(session, phone),
    ...(random.chance(0.5) ? { delegationType: 'QueueForwarding' } : {}),
    to: queueParty(session, phone.queueId ?? phone.who, false),
  };
}

function ownLeg(session: Session, phone: RungPhone): Partial<WireLeg> & Pick<WireLeg, 'legType'> {
  const { random } = session;
  const outcome = outcomeAt(session, phone);
  if (phone.via === 'transfer') {
    return {
      action: 'Transfer',
      legType: 'TransferCall',
      direction: random.pick(['Inbound', 'Outbound']),
      ...outcome,
      to: colleagueParty(session, phone.who),
    };
  }
  const secretary = phone.via === 'delegate' ? { delegationType: 'Coworker' } : {};
  return {
    legType: random.pick(['Accept', 'PstnToSip']),
    ...outcome,
    ...secretary,
    to: calledParty(session, phone.for ?? phone.who),
  };
}

/** The leg of one telephone, from its first ring until it stopped or its owner left the call. */
export function phoneLeg(session: Session, phone: RungPhone): WireLeg {
  const begins = session.story.startedAt + phone.from;
  const own = { findme: findMeLeg, queue: queueLeg, direct: ownLeg, transfer: ownLeg, delegate: ownLeg }[phone.via](
    session,
    phone,
  );
  return {
    ...span(session, begins, session.story.startedAt + (phone.talkedUntil ?? phone.rangUntil)),
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    ...callerParty(session),
    ...own,
    extension: extensionInfo(session, phone.who),
    transport: phone.via === 'findme' ? 'PSTN' : 'VoIP',
  };
}

/** The main leg repeats its record; it says whose it is only where asked to. */
export function masterLeg(session: Session, call: WireCall, legType: string, ownerId?: string): WireLeg {
  const { extension: _, delegate: __, message: ___, ...same } = call;
  return { ...same, ...(ownerId === undefined ? {} : { extension: extensionInfo(session, ownerId) }), legType, master: true };
}
