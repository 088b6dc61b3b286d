/** One entry of the call log, from the platform's shape to the core's. */
import { z } from 'zod';
import type { CallEntry, CallLeg, CallRecord, Party } from '../../core/call.js';
import { extensionId } from '../../core/model.js';
import { boolean, fields, instant, number, type Told, text, textId } from './lenient.js';
import { id, present, records } from './wire.js';

const party = fields({ extensionId: textId, extensionNumber: textId, phoneNumber: text, name: text, location: text });

const entry = {
  extension: fields({ id: textId }),
  from: party,
  to: party,
  type: text,
  direction: text,
  action: text,
  result: text,
  reason: text,
  startTime: instant,
  duration: number,
  durationMs: number,
  delegate: fields({ id: textId }),
  delegationType: text,
  message: fields({ type: text }),
  transferTarget: fields({ telephonySessionId: text }),
  transferee: fields({ telephonySessionId: text }),
};

const leg = fields({ ...entry, legType: text, master: boolean });

const record = fields({
  ...entry,
  sessionId: textId,
  telephonySessionId: textId,
  finished: boolean,
  deleted: boolean,
  lastModifiedTime: instant,
});

const identified = z.object({ id });
const withLegs = identified.extend({ legs: records });

/** `CallLogRecord` of the contract; null where even id or start are missing. A record's unknown words stay what they are. */
export function readCallRecord(wire: unknown): CallRecord | null {
  const parsed = withLegs.safeParse(wire);
  const data = record(wire);
  if (!parsed.success || !data) return null;
  // A deleted record of a sync may hold nothing but its id.
  const start = data.startTime ?? (data.deleted === true ? (data.lastModifiedTime ?? 0) : undefined);
  if (start === undefined) return null;
  return present({
    ...entryOf(data, start),
    id: parsed.data.id,
    sessionId: data.sessionId,
    telephonySessionId: data.telephonySessionId,
    finished: data.finished !== false && data.result !== 'In Progress',
    deleted: data.deleted === true,
    lastModifiedTime: data.lastModifiedTime,
    legs: parsed.data.legs.flatMap((each) => readLeg(each, start)),
  });
}

/** The id of a record that could not be read, for the log. */
export function recordId(wire: unknown): string {
  const parsed = identified.safeParse(wire);
  return parsed.success ? parsed.data.id : 'unknown';
}

function readLeg(wire: unknown, recordStart: number): CallLeg[] {
  const data = leg(wire);
  if (!data) return [];
  return [present({ ...entryOf(data, data.startTime ?? recordStart), legType: data.legType, master: data.master === true })];
}

function entryOf(data: Told<typeof entry>, startTime: number): CallEntry {
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

function partyOf({ extensionId: id, ...rest }: ReturnType<typeof party> = {}): Party {
  return { ...rest, ...(id !== undefined && { extensionId: extensionId(id) }) };
}
