/** What each result of the contract (`CallResultEnum`) means where nothing better is known: rule k, and which results are an answer. */
import type { Part } from '../participation.js';

/** Somebody picked up: inbound, outbound, and the two emergency numbers, whose result is the number itself. */
const answered = new Set(['Accepted', 'Call connected', '911', '933']);
const refused = new Set(['Declined', 'Rejected']);
/** What the log says where the caller ended the ringing. */
const rangOut = new Set(['Missed', 'Hang Up', 'Abandoned', 'No Answer']);
const voicemail = new Set(['Voicemail', 'Sent to Voicemail']);

export const isAnswered = (result: string | undefined): boolean => result !== undefined && answered.has(result);
export const isRefused = (result: string | undefined): boolean => result !== undefined && refused.has(result);
export const isRungOut = (result: string | undefined): boolean => result !== undefined && rangOut.has(result);
export const isVoicemail = (result: string | undefined): boolean => result !== undefined && voicemail.has(result);

/** Every result of the contract by name, so that a new one is noticed; what is not here is unknown and shown as such. */
const outcomes: Readonly<Record<string, Part>> = {
  Missed: 'missed',
  'No Answer': 'missed',
  'Hang Up': 'missed',
  Abandoned: 'missed',
  Busy: 'missed',
  'Callback requested': 'missed',
  'Answered Not Accepted': 'missed',
  Voicemail: 'voicemail',
  'Sent to Voicemail': 'voicemail',
  Declined: 'refused',
  Rejected: 'refused',
  'Answered Elsewhere': 'elsewhere',
  '911': 'unknown',
  '933': 'unknown',
  Accepted: 'unknown',
  Blocked: 'unknown',
  'Call Failed': 'unknown',
  'Call Failure': 'unknown',
  'Call connected': 'unknown',
  'Carrier is not active': 'unknown',
  'EDGE trunk misconfigured': 'unknown',
  'Fax Not Sent': 'unknown',
  'Fax Partially Sent': 'unknown',
  'Fax Poor Line': 'unknown',
  'Fax Receipt Error': 'unknown',
  'Fax on Demand': 'unknown',
  'IP Phone Offline': 'unknown',
  'In Progress': 'unknown',
  'Internal Error': 'unknown',
  'International Disabled': 'unknown',
  'International Restricted': 'unknown',
  'No Calling Credit': 'unknown',
  'Not Allowed': 'unknown',
  'Partial Receive': 'unknown',
  'Phone Login': 'unknown',
  'Receive Error': 'unknown',
  Received: 'unknown',
  Reply: 'unknown',
  'Restricted Number': 'unknown',
  'Send Error': 'unknown',
  Sent: 'unknown',
  Stopped: 'unknown',
  'Suspended account': 'unknown',
  Unknown: 'unknown',
  'Wrong Number': 'unknown',
};

/** The part of someone who was called, by the result alone; the same in both directions, since a callee is a callee in either record. */
export const outcomeOf = (result: string | undefined): Part =>
  result !== undefined && Object.hasOwn(outcomes, result) ? (outcomes[result] ?? 'unknown') : 'unknown';

/** The results the table knows. */
export const knownResults: readonly string[] = Object.keys(outcomes);
