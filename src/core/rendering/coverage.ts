/** How much of a period is known, and as of when: said with every answer about calls. */
import { formatDay, formatMoment, type Reference } from '../calendar.js';
import type { Pace } from '../callSync.js';
import type { Extension } from '../directory.js';
import type { ExtensionId, Instant, Span } from '../model.js';
import { counted, plain } from '../text.js';

/** What the sync has reached; everything absent before the first success. */
export interface Coverage {
  readonly through?: Instant;
  readonly coveredFrom?: Instant;
  /** Where the backfill will end. */
  readonly target?: Instant;
  readonly startedAt?: Instant;
  readonly pace?: Pace;
  /** Of those asked about, where calls are read person by person. */
  readonly singly?: Singly;
  /** Figures are being computed anew by changed rules: how far that is, in percent. */
  readonly recounting?: number;
  /** Calls between colleagues are not in it, by the rules in force. */
  readonly withoutInternal?: boolean;
  /** Calls that began before are not kept; for how long they are, in words. */
  readonly kept?: { readonly from: Instant; readonly words: string };
}

type Named = Pick<Extension, 'id' | 'name'>;

export interface Singly {
  readonly known: readonly Named[];
  /** Will be read. */
  readonly unread: readonly Named[];
  /** RingCentral does not let them be read. */
  readonly refused: readonly Named[];
  /** Where nobody in particular is asked about: of how many people calls are known. */
  readonly people?: number;
}

/** Whether it means something that this person has no calls. */
export const isKnown = (id: ExtensionId, { singly }: Coverage): boolean =>
  singly === undefined || singly.known.some((each) => each.id === id);

/** The same, of what is not kept any more nothing being known. */
export function withinKept<State extends Coverage>(state: State, { kept }: Pick<Coverage, 'kept'>): State {
  if (kept === undefined || state.coveredFrom === undefined || state.coveredFrom >= kept.from) return state;
  return { ...state, coveredFrom: kept.from };
}

/** Whether the past is still being read. */
export const isBackfilling = ({ coveredFrom, target }: Coverage): boolean =>
  coveredFrom !== undefined && target !== undefined && coveredFrom > target;

/** How much of the past is read, in whole percent. */
export function percentRead({ coveredFrom, target, startedAt }: Coverage): number {
  if (coveredFrom === undefined || target === undefined || startedAt === undefined || startedAt <= target) return 100;
  return Math.max(0, Math.min(100, Math.floor((100 * (startedAt - coveredFrom)) / (startedAt - target))));
}

/** `41 % read, about 2 h left`. */
export function progress(coverage: Coverage): string {
  const { coveredFrom, target, pace } = coverage;
  const read = `${percentRead(coverage)} % read`;
  if (coveredFrom === undefined || target === undefined || pace === undefined || pace.days <= 0) return read;
  return `${read}, ${leftWords(((coveredFrom - target) / day) * msPerDay(pace))} left`;
}

/** RingCentral's standard limit is ten requests a minute (developer guide, rate limits): they pass at once, and then it is felt. */
function msPerDay({ ms, days, requests = 0, inAllMs = minute }: Pace): number {
  return Math.max(ms, inAllMs < minute ? requests * (minute / 10) : 0) / days;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function leftWords(ms: number): string {
  if (ms < 1.5 * minute) return 'about a minute';
  if (ms < 90 * minute) return `about ${Math.round(ms / minute)} min`;
  return ms < 36 * hour ? `about ${Math.round(ms / hour)} h` : `about ${Math.round(ms / day)} days`;
}

/** `Known: Alice Chen, Bob Ray; not read yet: Carol Diaz; refused by RingCentral: Dan Low.`, or null where it is everybody's. */
function whoseKnown({ known, unread, refused, people }: Singly): string | null {
  if (people !== undefined)
    return people === 0 ? 'Nobody’s calls are read yet.' : `Only calls of ${counted(people, 'person', 'people')} are known.`;
  if (unread.length === 0 && refused.length === 0) return null;
  const parts = [
    known.length > 0 && `known: ${named(known)}`,
    unread.length > 0 && `not read yet: ${named(unread)}`,
    refused.length > 0 && `refused by RingCentral: ${named(refused)}`,
  ].filter((part) => part !== false);
  const text = parts.join('; ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

const namesShown = 10;
const named = (people: readonly Named[]) =>
  [
    ...people.slice(0, namesShown).map(({ name }) => plain(name, 40)),
    ...(people.length > namesShown ? [`${people.length - namesShown} more`] : []),
  ].join(', ');

const oneByOne =
  'RingCentral lets me read single people only, so other parties may be missing from this. I read them when asked: ask again in a minute for the newest.';

/** An answer older than this is called so. */
const staleAfter = 15 * 60_000;

/** `known from Tue 3 Nov, 41 % read`, and whose calls are known; null where the period is covered. */
export function gap(span: Span, coverage: Coverage, reference: Reference): string | null {
  const { singly, through } = coverage;
  const whose = singly ? whoseKnown(singly) : null;
  const since = singly && through === undefined ? null : sinceWhen(span, coverage, reference);
  return [whose, since].filter(Boolean).join(' ') || null;
}

function sinceWhen(span: Span, coverage: Coverage, reference: Reference): string | null {
  const { through, coveredFrom, target, kept } = coverage;
  if (through === undefined || coveredFrom === undefined) return 'The calls have not been read yet.';
  if (kept !== undefined && span.from < kept.from && coveredFrom <= kept.from)
    return `Calls are kept for ${kept.words}: known from ${formatDay(kept.from, reference)} on.`;
  if (coveredFrom <= span.from) return null;
  if (target !== undefined && coveredFrom <= target) return `Calls are known from ${formatDay(coveredFrom, reference)} on.`;
  return `Not all of it is read yet: known from ${formatMoment(coveredFrom, reference)}, ${progress(coverage)}.`;
}

/** `As of 10:42.`, where calls are read person by person, that they are, and by which rules the figures are not what one might think. */
export function asOf({ through, singly, recounting, withoutInternal }: Coverage, reference: Reference): string | null {
  const how = singly ? oneByOne : '';
  if (through === undefined) return how || null;
  const late = reference.now - through > staleAfter ? 'RingCentral has not let me read newer calls yet.' : '';
  const without = withoutInternal ? 'Internal calls are left out.' : '';
  const mixed = recounting === undefined ? '' : recountingWords(recounting);
  return [`As of ${formatMoment(through, reference)}.`, late, how, without, mixed].filter(Boolean).join(' ');
}

/** Said with every figure until all of them rest on the same rules. */
export const recountingWords = (percent: number): string =>
  `Recounting by changed rules, ${percent} % done: until then some calls are counted by the former ones.`;
