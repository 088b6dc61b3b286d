/** How every answer about calls begins: how many, whose, when; and how much of that is known. */
import type { Reference } from '../calendar.js';
import type { Directory, Extension } from '../directory.js';
import { typedName } from '../people.js';
import type { Period } from '../period/index.js';
import { named, plain, typed } from '../text.js';
import { weekTimesOf, weekTimesWords } from '../weekTimes.js';
import type { Coverage } from './coverage.js';
import { filteredCalls } from './filtered.js';
import type { NumberView } from './number.js';

/** What every answer about calls is told with. */
export interface Telling {
  readonly subjects: readonly Extension[];
  /** Nobody was named, and where the answer will stand the subjects are everybody again if nobody is. */
  readonly everybody: boolean;
  /** The queue all of it was for. */
  readonly via?: Extension;
  readonly period: Period;
  readonly coverage: Coverage;
  readonly directory: Directory;
  readonly numbers: NumberView;
  readonly reference: Reference;
}

/** An answer's lines without those there is nothing to say in. */
export const saidOf = (lines: readonly (string | null)[]): readonly string[] =>
  lines.filter((line): line is string => line !== null && line !== '');

/** A full name is shown in full, up to this length. */
const nameLimit = 300;

/** `Alice Chen`, `Alice Chen, Bob Ray +3`. */
export const whoWords = (subjects: readonly Extension[]): string =>
  named(
    subjects.map(({ name }) => name),
    (name) => plain(name, nameLimit),
  );

/** `3 missed calls · Alice Chen · last week (9–15 Nov)`; nothing is only called nothing where the whole period is known. */
export function headLine(calls: number, words: readonly string[], who: string, period: string, incomplete: boolean): string {
  return `${filteredCalls(calls, words, !incomplete)} · ${who} · ${period}`;
}

/** `last week (9–15 Nov), Tuesdays 10:00–11:00, via Support`. */
export function whenWords({ period, via, reference }: Telling, filterWords: readonly string[]): string {
  const times = weekTimesOf(filterWords);
  return [
    period.label,
    ...(times ? [weekTimesWords(times, reference.locale)] : []),
    ...(via ? [`via ${plain(via.name, 40)}`] : []),
  ].join(', ');
}

/** More people than this are not named again in a line to type. */
const repeated = 5;

/** The line that lists the calls a figure counts: `calls missed 1001 last week`. */
export function listLine({ subjects, everybody, via, period }: Telling, words: readonly string[]): string {
  const nameable = !everybody && subjects.length <= repeated;
  const names = nameable ? subjects.map(spoken) : [];
  const line = ['calls', ...words, ...names, ...(via ? ['via', spoken(via)] : []), period.words].join(' ');
  return `${typed(line)}${everybody || nameable ? '' : ', of whomever you name'}`;
}

const spoken = (extension: Extension): string => plain(typedName(extension));
