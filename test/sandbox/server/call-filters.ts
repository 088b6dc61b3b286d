/** Which records a call log query asks for; an impossible query is refused the way the platform does. */
import type { LoggedRecord, WireRecord } from '../model.js';
import { badParameter, refuse } from './refusal.js';
import { type AuthorisedRequest, readBoolean, readEnum, readList, readTime } from './request.js';

const day = 86_400_000;
const harmlessBesideSession = ['sessionId', 'view', 'page', 'perPage'];

const starts = new WeakMap<LoggedRecord, number>();

/** Epoch ms at which the record's call began. */
export function startOf(logged: LoggedRecord): number {
  const known = starts.get(logged) ?? Date.parse(logged.record.startTime);
  starts.set(logged, known);
  return known;
}

interface Party {
  readonly phoneNumber?: string;
  readonly extensionNumber?: string;
}

/** `dateTo` is `now` and `dateFrom` a day before `dateTo` unless given; both ends belong to the window. */
export function readCallFilters(request: AuthorisedRequest, now: number): (logged: LoggedRecord) => boolean {
  const { query, operation } = request;
  const session = query.get('sessionId');
  if (session !== null) {
    const other = [...query.keys()].find((name) => !harmlessBesideSession.includes(name));
    if (other) throw refuse(400, 'CLG-110', `Parameter [sessionId] cannot be combined with [${other}]`, { parameterName: other });
    return ({ record }) => record.sessionId === session;
  }
  const number = query.get('phoneNumber');
  const extensionNumber = query.get('extensionNumber');
  if (number !== null && extensionNumber !== null) throw badParameter('extensionNumber', extensionNumber);
  if (number !== null && !/^\d+$/.test(number)) throw badParameter('phoneNumber', number);
  const direction = readList<string>(query, 'direction', ['Inbound', 'Outbound']);
  const type = readList<string>(query, 'type', ['Voice', 'Fax']);
  const ofUser = operation.id === 'readUserCallLog';
  const transport = ofUser ? readList<string>(query, 'transport', ['PSTN', 'VoIP']) : undefined;
  const showBlocked = !ofUser || readBoolean(query, 'showBlocked', true);
  const showDeleted = readBoolean(query, 'showDeleted', false);
  const recorded = readRecorded(query);
  const to = readTime(query, 'dateTo') ?? now;
  const from = readTime(query, 'dateFrom') ?? to - day;
  if (from > to) throw badParameter('dateFrom', query.get('dateFrom'));
  const telephonySession = query.get('telephonySessionId');
  return (logged) => {
    const { record } = logged;
    const at = startOf(logged);
    return (
      at >= from &&
      at <= to &&
      (!direction || direction.includes(String(record.direction))) &&
      (!type || type.includes(String(record.type))) &&
      (!transport || transport.includes(String(record.transport))) &&
      (showBlocked || record.result !== 'Blocked') &&
      (showDeleted || record.deleted !== true) &&
      (telephonySession === null || record.telephonySessionId === telephonySession) &&
      (number === null || parties(record).some((party) => party.phoneNumber?.replace(/\D/g, '') === number)) &&
      (extensionNumber === null || parties(record).some((party) => party.extensionNumber === extensionNumber)) &&
      recorded(record)
    );
  };
}

function readRecorded(query: URLSearchParams): (record: WireRecord) => boolean {
  const withRecording = readBoolean(query, 'withRecording', false);
  const kind = query.has('recordingType')
    ? readEnum(query, 'recordingType', ['Automatic', 'OnDemand', 'All'], 'All')
    : withRecording
      ? 'All'
      : undefined;
  return ({ recording }) => {
    if (kind === undefined) return true;
    const made = (recording as { type?: string } | undefined)?.type;
    return made !== undefined && (kind === 'All' || made === kind);
  };
}

function parties(record: WireRecord): Party[] {
  return [record.from, record.to].flatMap((party) => (party ? [party as Party] : []));
}
