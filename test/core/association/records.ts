/** A small company and a terse way to write its call records; times are seconds after one noon, parts are read as `bob: answered d`. */
import { associate } from '../../../src/core/association.js';
import type { CallEntry, CallLeg, CallRecord, Party } from '../../../src/core/call.js';
import { type Directory, directoryOf, type Extension, kindOf } from '../../../src/core/directory.js';
import { accountId, type ExtensionId, extensionId } from '../../../src/core/model.js';
import type { Participation } from '../../../src/core/participation.js';

export const noon = Date.UTC(2026, 10, 20, 12);
export const mainNumber = '+16505550100';
export const caller: Party = { phoneNumber: '+12155550177', name: 'CALLER PHILA PA' };

const extensions: readonly (readonly [name: string, id: string, type: string, number: string, status?: string])[] = [
  ['alice', '101001', 'User', '101'],
  ['bob', '101002', 'User', '102'],
  ['carol', '101003', 'User', '103'],
  ['dave', '101004', 'DigitalUser', '104'],
  ['erin', '101005', 'User', '105'],
  ['gone', '101009', 'User', '109', 'Deleted'],
  ['support', '201001', 'Department', '201'],
  ['sales', '201002', 'Department', '202'],
  ['menu', '301001', 'IvrMenu', '301'],
  ['robot', '301002', 'Bot', '302'],
];

/** A direct number of one of them: `+1650555` and `0` and the extension number. */
export const direct = (name: string): string => `+16505550${extensions.find(([known]) => known === name)?.[3]}`;

const extensionOf = ([name, id, type, extensionNumber, status = 'Enabled']: (typeof extensions)[number]): Extension => ({
  id: extensionId(id),
  kind: kindOf(type),
  type,
  status,
  name,
  extensionNumber,
  numbers: ['person', 'queue'].includes(kindOf(type)) ? [`+16505550${extensionNumber}`] : [],
});

export const directory: Directory = directoryOf(accountId('11111111'), extensions.map(extensionOf));

/** The id behind a name of the company; a name it does not have stands for itself. */
export const id = (name: string): ExtensionId => extensionId(extensions.find(([known]) => known === name)?.[1] ?? name);
const nameOf = (extension: ExtensionId) => directory.extensions.get(extension)?.name ?? extension;

export interface Written {
  readonly at?: number;
  readonly lasts?: number;
  readonly result?: string | undefined;
  readonly direction?: string;
  readonly action?: string;
  readonly type?: string;
  /** A name of the company, or a party as it is. */
  readonly from?: string | Party;
  readonly to?: string | Party;
  readonly of?: string;
  readonly delegate?: string;
  readonly delegation?: string;
  readonly message?: string;
  readonly linked?: string;
}

export interface WrittenLeg extends Written {
  readonly legType?: string;
  readonly master?: boolean;
}

export interface WrittenRecord extends Written {
  readonly id?: string;
  readonly session?: string | undefined;
  readonly telephony?: string | undefined;
  readonly finished?: boolean;
  readonly deleted?: boolean;
  readonly modified?: number;
  readonly legs?: readonly WrittenLeg[];
}

const party = (written: string | Party | undefined): Party =>
  typeof written === 'string' ? { extensionId: id(written), name: written } : (written ?? {});

function entry(written: Written, direction: string, from: Party): CallEntry {
  const { at = 0, lasts = 30 } = written;
  return {
    ...(written.of !== undefined && { extensionId: id(written.of) }),
    from: written.from === undefined ? from : party(written.from),
    to: party(written.to),
    type: written.type ?? 'Voice',
    direction: written.direction ?? direction,
    action: written.action ?? 'Phone Call',
    ...(written.result !== undefined && { result: written.result }),
    startTime: noon + at * 1000,
    durationMs: lasts * 1000,
    ...(written.delegate !== undefined && { delegateId: id(written.delegate) }),
    ...(written.delegation !== undefined && { delegationType: written.delegation }),
    ...(written.message !== undefined && { messageType: written.message }),
    ...(written.linked !== undefined && { linkedSessionId: written.linked }),
  };
}

export const leg = (written: WrittenLeg): CallLeg => ({
  ...entry(written, 'Inbound', caller),
  ...(written.legType !== undefined && { legType: written.legType }),
  master: written.master ?? false,
});

let written = 0;

/** A record of session `s-1` unless said otherwise, with an id of its own. */
export function record(what: WrittenRecord): CallRecord {
  written += 1;
  const outbound = what.direction === 'Outbound';
  return {
    ...entry(what, 'Inbound', outbound ? {} : caller),
    id: what.id ?? `r${String(written).padStart(6, '0')}`,
    ...('telephony' in what
      ? what.telephony !== undefined && { telephonySessionId: what.telephony }
      : { telephonySessionId: 's-1' }),
    ...(what.session !== undefined && { sessionId: what.session }),
    finished: what.finished ?? true,
    deleted: what.deleted ?? false,
    ...(what.modified !== undefined && { lastModifiedTime: noon + what.modified * 1000 }),
    legs: (what.legs ?? []).map(leg),
  };
}

export const outbound = (what: WrittenRecord): CallRecord => record({ direction: 'Outbound', ...what });

/** A leg as the log has it where one phone forwards to another: Outbound, and Accepted as soon as that one rings. */
export const findMe = (of: string, what: WrittenLeg = {}): WrittenLeg => ({
  of,
  direction: 'Outbound',
  action: 'FindMe',
  legType: 'FindMe',
  result: 'Accepted',
  lasts: 5,
  to: { phoneNumber: '+18185550142' },
  ...what,
});

/** A leg of an agent a queue rings. */
export const hunt = (of: string, queue: string, what: WrittenLeg = {}): WrittenLeg => ({
  of,
  action: 'Hunting',
  legType: 'Hunting',
  result: 'Missed',
  to: queue,
  ...what,
});

export const judged = (records: readonly CallRecord[]): ReadonlyMap<string, Participation> =>
  new Map(associate(records, directory).map((participation) => [nameOf(participation.extension), participation]));

/** `alice: missed k`, one per extension, by name. */
export const parts = (records: readonly CallRecord[]): readonly string[] =>
  [...judged(records)].map(([name, { part, rule }]) => `${name}: ${part} ${rule}`).sort();

/** Seconds on calls, by name, without those who have none. */
export const talk = (records: readonly CallRecord[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...judged(records)].flatMap(([name, { talkMs }]) => (talkMs > 0 ? [[name, talkMs / 1000]] : [])));
