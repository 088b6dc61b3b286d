/** The record of a call somebody made: the maker's own, whatever the far end then logs. */
import type { Story } from '../model.js';
import type { Draft } from './inbound.js';
import { masterLeg, type Outcome } from './legs.js';
import { colleagueParty, directNumber, nameOf, outsideParty, queueParty } from './parties.js';
import { extensionInfo, type Session, span } from './session.js';
import { has } from './timeline.js';
import type { WireCall, WireLeg, WireParty } from './wire.js';

type Dialled = Story['dialled'];

/** A colleague's voicemail answers, so to the caller's log it is a connected call; his own record says otherwise. */
function insideOutcome({ random, story }: Session, calledId: string): Outcome {
  if (story.events.some(({ does }) => does === 'pick up')) return { result: 'Call connected' };
  if (story.events.some(({ does }) => does === 'voicemail left')) return { result: random.pick(['Call connected', 'Voicemail']) };
  if (has(story, 'decline', calledId)) return { result: random.pick(['Busy', 'Rejected']) };
  return { result: random.pick(['No Answer', 'Hang Up', 'Missed']) };
}

function outsideOutcome({ random, story }: Session, phoneNumber: string): Outcome {
  if (has(story, 'pick up', 'callee')) return { result: ['911', '933'].includes(phoneNumber) ? phoneNumber : 'Call connected' };
  if (has(story, 'voicemail left', 'callee')) return { result: 'Voicemail' };
  if (has(story, 'decline', 'callee')) return { result: 'Busy', reason: 'Line Busy' };
  if (!has(story, 'ring', 'callee')) return { result: random.pick(['Wrong Number', 'Call Failed']), reason: 'Wrong Number' };
  return random.pick([
    { result: 'No Answer', reason: 'Not Answered' },
    { result: 'Hang Up', reason: 'Hang Up' },
    { result: 'Stopped' },
  ]);
}

/** The number shown is often the company's, so only an id says who called. */
function makerParty(session: Session, makerId: string, sure: boolean): WireParty {
  const { company, random } = session;
  const direct = directNumber(company, makerId);
  return {
    phoneNumber: direct === undefined || random.chance(0.3) ? company.mainNumber : direct,
    ...(sure || random.chance(0.5) ? { extensionId: makerId } : {}),
    ...(random.chance(0.7) ? { name: nameOf(company, makerId) } : {}),
  };
}

function dialledParty(session: Session, dialled: Dialled): WireParty {
  if ('phoneNumber' in dialled) return outsideParty(session, dialled.phoneNumber, dialled.name);
  const isQueue = session.company.queues.some(({ extensionId }) => extensionId === dialled.extensionId);
  return isQueue ? queueParty(session, dialled.extensionId, false) : colleagueParty(session, dialled.extensionId);
}

export interface Made {
  readonly makerId: string;
  readonly delegateId?: string;
  readonly dialled: Dialled;
  /** Given where the story's own events are not about this call: the consultation of a warm transfer. */
  readonly outcome?: Outcome;
  /** Epoch ms; without it the session's end. */
  readonly until?: number;
}

export function outboundDraft(session: Session, { makerId, delegateId, dialled, outcome, until }: Made): Draft {
  const { random, company } = session;
  const outside = 'phoneNumber' in dialled;
  const named = delegateId !== undefined || random.chance(0.8);
  const ringOut = outside && delegateId === undefined && random.chance(0.05);
  const call: WireCall = {
    ...span(session, session.startedAt, until ?? session.endedAt),
    type: 'Voice',
    direction: 'Outbound',
    action: ringOut ? 'RingOut Web' : outside ? random.pick(['Phone Call', 'VoIP Call']) : 'Phone Call',
    ...(outcome ?? (outside ? outsideOutcome(session, dialled.phoneNumber) : insideOutcome(session, dialled.extensionId))),
    from: makerParty(session, makerId, !named),
    to: dialledParty(session, dialled),
    ...(named ? { extension: extensionInfo(session, makerId) } : {}),
    ...(delegateId === undefined
      ? {}
      : { delegate: { id: delegateId, name: nameOf(company, delegateId) }, delegationType: 'Coworker' }),
    transport: outside ? 'PSTN' : 'VoIP',
  };
  const legType = ringOut ? 'RingOutWebToCaller' : outside ? 'SipToPstnUnmetered' : 'ExtensionToExtension';
  const master = masterLeg(session, call, legType, random.chance(0.6) ? makerId : undefined);
  const subscriber: WireLeg = { ...master, legType: 'RingOutWebToSubscriber', to: makerParty(session, makerId, false) };
  const { master: _, ...second } = subscriber;
  return { call, legs: ringOut ? [master, second] : [master] };
}
