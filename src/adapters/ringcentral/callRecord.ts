/** One entry of the call log, from the platform's shape to the core's. */
import { z } from 'zod';
import type { CallEntry, CallLeg, CallRecord, Party } from '../../core/call.js';
import { extensionId } from '../../core/model.js';
import { flag, id, optionalId, optionalInstant, optionalNumber, optionalObject, optionalText, present, records } from './wire.js';

const party = optionalObject({
  extensionId: optionalId,
  extensionNumber: optionalId,
  phoneNumber: optionalText,
  name: optionalText,
  location: optionalText,
});

const entry = z.object({
  extension: optionalObject({ id: optionalId }),
  from: party,
  to: party,
  type: optionalText,
  direction: optionalText,
  action: optionalText,
  result: optionalText,
  reason: optionalText,
  startTime: optionalInstant,
  duration: optionalNumber,
  durationMs: optionalNumber,
  delegate: optionalObject({ id: optionalId }),
  delegationType: optionalText,
  message: optionalObject({ type: optionalText }),
  transferTarget: optionalObject({ telephonySessionId: optionalText }),
  transferee: optionalObject({ telephonySessionId: optionalText }),
});

const leg = entry.extend({ legType: optionalText, master: flag });

const record = entry.extend({
  id,
  sessionId: optionalId,
  telephonySessionId: optionalId,
  finished: flag,
  deleted: flag,
  lastModifiedTime: optionalInstant,
  legs: records,
});

const identified = z.object({ id });

/** `CallLogRecord` of the contract; null where even id or start are missing. A record's unknown words stay what they are. */
export function readCallRecord(wire: unknown): CallRecord | null {
  const parsed = record.safeParse(wire);
  if (!parsed.success) return null;
  const { data } = parsed;
  // A deleted record of a sync may hold nothing but its id.
  const start = data.startTime ?? (data.deleted === true ? (data.lastModifiedTime ?? 0) : undefined);
  if (start === undefined) return null;
  return present({
    ...entryOf(data, start),
    id: data.id,
    sessionId: data.sessionId,
    telephonySessionId: data.telephonySessionId,
    finished: data.finished !== false && data.result !== 'In Progress',
    deleted: data.deleted === true,
    lastModifiedTime: data.lastModifiedTime,
    legs: data.legs.flatMap((each) => readLeg(each, start)),
  });
}

/** The id of a record that could not be read, for the log. */
export function recordId(wire: unknown): string {
  const parsed = identified.safeParse(wire);
  return parsed.success ? parsed.data.id : 'unknown';
}

function readLeg(wire: unknown, recordStart: number): CallLeg[] {
  const parsed = leg.safeParse(wire);
  if (!parsed.success) return [];
  const { data } = parsed;
  return [present({ ...entryOf(data, data.startTime ?? recordStart), legType: data.legType, master: data.master === true })];
}

function entryOf(data: z.output<typeof entry>, startTime: number): CallEntry {
  const extension = data.extension?.id;
  const delegate = data.delegate?.id;
  return present({
    extensionId: extension === undefined ? undefined : extensionId(extension),
    from: partyOf(data.from),
    to: partyOf(data.to),
    type: data.type ?? 'Unknown',
    direction: data.direction ?? 'Unknown',
    action: data.action ?? 'Unknown',
    result: data.result,
    reason: data.reason,
    startTime,
    durationMs: data.durationMs ?? (data.duration ?? 0) * 1000,
    delegateId: delegate === undefined ? undefined : extensionId(delegate),
    delegationType: data.delegationType,
    messageType: data.message?.type,
    linkedSessionId: data.transferTarget?.telephonySessionId ?? data.transferee?.telephonySessionId,
  });
}

function partyOf(data: z.output<typeof party>): Party {
  if (data === undefined) return {};
  return present({ ...data, extensionId: data.extensionId === undefined ? undefined : extensionId(data.extensionId) });
}
