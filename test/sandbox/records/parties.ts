/** How the log writes who called and who was called: seldom complete, sometimes formatted, sometimes nothing. */
import type { Company, Extension } from '../model.js';
import { seeded } from '../random.js';
import type { Session } from './session.js';
import type { WireParty } from './wire.js';

function extension(company: Company, id: string): Extension {
  const found = company.extensions.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no extension ${id} in the company`);
  return found;
}

export function nameOf(company: Company, id: string): string {
  const { name, firstName, lastName } = extension(company, id);
  return name ?? [firstName, lastName].filter(Boolean).join(' ');
}

export function directNumber(company: Company, id: string): string | undefined {
  return company.numbers.find(({ extensionId, usageType }) => extensionId === id && usageType === 'DirectNumber')?.phoneNumber;
}

/** A number nobody's directory knows: a person's own mobile. */
export function mobileNumber(company: Company, id: string): string {
  return `+191755501${seeded('mobile', company.id, id).digits(2)}`;
}

function written(session: Session, phoneNumber: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phoneNumber);
  const way = session.random.next();
  if (american === null || way > 0.08) return phoneNumber;
  return way < 0.04 ? phoneNumber.slice(1) : `(${american[1]})${american[2]}-${american[3]}`;
}

const perhaps = <T extends object>(session: Session, probability: number, fields: T): T | Record<string, never> =>
  session.random.chance(probability) ? fields : {};

/** A colleague as a party: by extension number, and by id or name only where the platform feels like it. */
export function colleagueParty(session: Session, id: string, sure = false): WireParty {
  const { company } = session;
  const { extensionNumber } = extension(company, id);
  const direct = directNumber(company, id);
  return {
    ...(extensionNumber === undefined ? {} : { extensionNumber }),
    ...(direct === undefined ? {} : perhaps(session, 0.3, { phoneNumber: direct })),
    ...(sure || session.random.chance(0.5) ? { extensionId: id } : {}),
    ...perhaps(session, 0.8, { name: nameOf(company, id) }),
  };
}

/** Absent for some anonymous callers. */
export function callerParty(session: Session): { from?: WireParty } {
  const { caller } = session.story;
  if ('extensionId' in caller) return { from: colleagueParty(session, caller.extensionId) };
  if ('anonymous' in caller) {
    const shown = {
      ...(caller.name === undefined ? {} : { name: caller.name }),
      ...(caller.phoneNumber === undefined ? {} : { phoneNumber: caller.phoneNumber }),
    };
    return caller.anonymous === 'no-number' && session.random.chance(0.5) ? {} : { from: shown };
  }
  const { phoneNumber, name, location } = caller;
  return {
    from: {
      phoneNumber: written(session, phoneNumber),
      ...(name === undefined ? {} : { name }),
      ...(location === undefined ? {} : { location }),
      ...perhaps(session, 0.2, { dialerPhoneNumber: phoneNumber }),
    },
  };
}

/** Who was called: over the own number, or over the company's, which says nothing about who it is. */
export function calledParty(session: Session, id: string): WireParty {
  const { company, story, random } = session;
  if ('extensionId' in story.caller) return colleagueParty(session, id);
  const direct = directNumber(company, id);
  if (direct === undefined || random.chance(0.2)) return { phoneNumber: company.mainNumber };
  return {
    phoneNumber: written(session, direct),
    ...perhaps(session, 0.7, { name: nameOf(company, id) }),
    ...perhaps(session, 0.35, { extensionId: id }),
  };
}

export function queueParty(session: Session, queueId: string, sure: boolean): WireParty {
  const phoneNumber = directNumber(session.company, queueId) ?? session.company.mainNumber;
  return {
    phoneNumber: written(session, phoneNumber),
    name: nameOf(session.company, queueId),
    ...(sure || session.random.chance(0.4) ? { extensionId: queueId } : {}),
  };
}

/** A number outside as the one that was called. */
export function outsideParty(session: Session, phoneNumber: string, name?: string): WireParty {
  return {
    phoneNumber: written(session, phoneNumber),
    ...(name === undefined ? {} : { name }),
    ...perhaps(session, 0.3, { dialedPhoneNumber: phoneNumber.replace(/^\+1/, '') }),
  };
}
