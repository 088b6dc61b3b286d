/** The records of what is in the log but is not a call to anybody: faxes and blocked callers. */
import type { Draft } from './inbound.js';
import { masterLeg } from './legs.js';
import { calledParty, callerParty, colleagueParty, outsideParty } from './parties.js';
import { extensionInfo, message, type Session, span } from './session.js';
import type { WireCall } from './wire.js';

export function blockedDraft(session: Session, calledId: string): Draft {
  const call: WireCall = {
    ...span(session, session.startedAt, session.endedAt),
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    result: 'Blocked',
    reason: 'Number Blocked',
    ...callerParty(session),
    to: calledParty(session, calledId),
    extension: extensionInfo(session, calledId),
    transport: 'PSTN',
  };
  return { call, legs: [masterLeg(session, call, 'Accept')] };
}

export function faxDraft(session: Session): Draft {
  const { company, random, story } = session;
  const { caller, dialled } = story;
  const sent = 'extensionId' in caller;
  const owner = sent ? caller.extensionId : 'extensionId' in dialled ? dialled.extensionId : '';
  const faxNumber = company.numbers.find(({ usageType }) => usageType === 'CompanyFaxNumber')?.phoneNumber ?? company.mainNumber;
  const named = random.chance(0.8);
  const call: WireCall = {
    ...span(session, session.startedAt, session.endedAt),
    type: 'Fax',
    direction: sent ? 'Outbound' : 'Inbound',
    action: sent ? 'Outgoing Fax' : 'Incoming Fax',
    result: sent ? 'Sent' : 'Received',
    ...(sent ? { from: colleagueParty(session, owner, true) } : callerParty(session)),
    to:
      'phoneNumber' in dialled
        ? outsideParty(session, dialled.phoneNumber)
        : random.chance(0.5)
          ? { phoneNumber: faxNumber }
          : calledParty(session, owner),
    ...(named ? { extension: extensionInfo(session, owner) } : {}),
    message: message(session, owner, 'Fax'),
    transport: 'PSTN',
  };
  return { call, legs: [masterLeg(session, call, sent ? 'FaxSent' : 'Accept', named ? undefined : owner)] };
}
