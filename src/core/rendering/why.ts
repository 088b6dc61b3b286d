/** One call told in full: what was logged of it and which rule gave everybody their part, as far as the readers may know. */

import { currentRecords } from '../association/current.js';
import { type Evidence, extensionOf, gather } from '../association/evidence.js';
import { isInvolved } from '../association/involved.js';
import { formatClock, formatDuration, formatMoment, type Reference } from '../calendar.js';
import type { CallEntry, CallLeg, CallRecord, Party } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId } from '../model.js';
import type { ConversationState, Participation } from '../participation.js';
import type { PartRules } from '../rules.js';
import { bold, counted, plain } from '../text.js';
import { counterpartWords } from './call.js';
import { howItEnded, kindOfEntry } from './callWords.js';
import type { NumberView } from './number.js';
import { noPart, verdictWords } from './verdict.js';

export interface CallToTell {
  readonly number: number;
  readonly records: readonly CallRecord[];
  readonly participations: readonly Participation[];
  /** The extensions whose part in it may be told; of the others the answer says nothing. */
  readonly shown: readonly ExtensionId[];
  readonly rules: PartRules;
  readonly directory: Directory;
  readonly numbers: NumberView;
  readonly reference: Reference;
}

const stateWords: Readonly<Record<Exclude<ConversationState, 'call'>, string>> = {
  fax: 'This is a fax: it is kept, and in no figure.',
  blocked: 'This call was blocked: it is kept, and in no figure.',
  running: 'This call was still under way when it was last read: it is in no figure yet.',
};

export function whyAnswer(call: CallToTell): readonly string[] {
  const records = currentRecords(call.records, call.directory);
  const evidence = gather(records, call.directory);
  const shown = new Set(call.shown);
  const told = call.participations.filter(({ extension }) => shown.has(extension));
  const [first] = records;
  const involved = [...evidence.values()].filter(isInvolved);
  // Only whoever may know everybody's part is told what is nobody's, and how much there is of it.
  const whole = involved.every(({ extension }) => shown.has(extension));
  const teller: Teller = { ...call, named: nameable(shown, told), whole };
  const state = told.find((each) => each.state !== 'call')?.state;
  const length = call.participations[0]?.durationMs;
  return [
    [
      bold(`Call #${call.number}`),
      first && formatMoment(first.startTime, call.reference),
      whole && length !== undefined && `${formatDuration(length)} in all`,
    ]
      .filter(Boolean)
      .join(' · '),
    ...(state !== undefined && state !== 'call' ? [stateWords[state]] : []),
    ...involved.filter(({ extension }) => shown.has(extension)).flatMap((each) => linesOf(each, teller)),
    ...(whole ? rest(records, evidence, teller) : []),
  ];
}

interface Teller extends CallToTell {
  /** Extensions whose names may appear. */
  readonly named: ReadonlySet<ExtensionId>;
  readonly whole: boolean;
}

/** Those shown, whom they spoke with, and the queue that was called: what a list of their calls tells, too. */
const nameable = (shown: ReadonlySet<ExtensionId>, told: readonly Participation[]) =>
  new Set([...shown, ...told.flatMap(({ counterpart, queue }) => [counterpart.extensionId ?? [], queue ?? []].flat())]);

function linesOf(evidence: Evidence, teller: Teller): readonly string[] {
  const { extension, kind } = evidence;
  const name = bold(plain(teller.directory.extensions.get(extension)?.name ?? 'Somebody who left', 60));
  const participation = teller.participations.find((each) => each.extension === extension);
  const anotherTook = teller.participations.some(
    (each) =>
      each.extension !== extension &&
      each.part === 'answered' &&
      teller.directory.extensions.get(each.extension)?.kind !== 'queue',
  );
  const verdict = participation
    ? verdictWords(participation, { isQueue: kind === 'queue', anotherTook, rules: teller.rules })
    : noPart;
  const records = new Set([...evidence.made, ...evidence.own, ...evidence.asBoss, ...evidence.calling]);
  const entries = [
    ...[...records].map((record) => ({ entry: record, of: 'record' })),
    ...evidence.legs.map(({ leg }) => ({ entry: leg, of: 'leg' })),
    ...evidence.aside.map((entry) => ({ entry, of: 'leg' })),
  ].sort((a, b) => a.entry.startTime - b.entry.startTime);
  return [`${name}: ${verdict}`, ...entries.map(({ entry, of }) => `* ${entryLine(entry, of, teller)}`)];
}

/** Legs that are nobody's here: the way in, a menu, a line outside. */
function rest(records: readonly CallRecord[], evidence: ReadonlyMap<ExtensionId, Evidence>, teller: Teller): readonly string[] {
  const owned = new Set(
    [...evidence.values()]
      .filter(isInvolved)
      .flatMap(({ legs, aside, made, own, asBoss, calling }): CallEntry[] => [
        ...legs.map(({ leg }) => leg),
        ...aside,
        ...made,
        ...own,
        ...asBoss,
        ...calling,
      ]),
  );
  const others = [
    ...records.filter((record) => !owned.has(record)).map((entry) => ({ entry, of: 'record' })),
    ...records.flatMap(({ legs }) => legs.filter((leg) => !owned.has(leg))).map((entry) => ({ entry, of: 'leg' })),
  ];
  const legs = records.reduce((sum, record) => sum + record.legs.length, 0);
  return [
    ...(others.length > 0 ? [`${bold('Nobody’s in particular')}:`] : []),
    ...others.map(({ entry, of }) => `* ${entryLine(entry, of, teller)}`),
    `That is all RingCentral logged of it: ${counted(records.length, 'record')}, ${counted(legs, 'leg')}.`,
  ];
}

/** `10:42:05 call from +1 650 555 0100 to Support, 24 s: not answered ("Missed") (leg)`. */
function entryLine(entry: CallEntry | CallLeg, of: string, teller: Teller): string {
  const isOut = entry.direction === 'Outbound';
  const from = partyWords(entry.from, isOut ? 'ours' : 'theirs', teller);
  const to = partyWords(entry.to, isOut ? 'theirs' : 'ours', teller);
  const parties = `${from && ` from ${from}`}${to && ` to ${to}`}`;
  const when = formatClock(entry.startTime, teller.reference.locale);
  return `${when} ${kindOfEntry(entry)}${parties}, ${formatDuration(entry.durationMs)}: ${howItEnded(entry.result)} (${of})`;
}

/** Whom an entry names on this side of it; empty where it names nobody the readers may know of. */
function partyWords(party: Party, side: 'ours' | 'theirs', { named, directory, numbers }: Teller): string {
  const extension = extensionOf(party, directory);
  if (extension !== undefined) {
    const known = named.has(extension) ? directory.extensions.get(extension) : undefined;
    return known ? plain(known.name, 60) : 'somebody else';
  }
  // What stands on the company's own side without an id may be a colleague's name or phone all the same.
  if (side === 'ours') return '';
  if (party.extensionNumber !== undefined) return 'somebody else';
  const { phoneNumber, name } = party;
  if (phoneNumber !== undefined && /^\d{2,8}$/.test(phoneNumber)) return 'a short number';
  return counterpartWords(
    { ...(phoneNumber !== undefined && { phoneNumber }), ...(name !== undefined && { name }) },
    directory,
    numbers,
  );
}
