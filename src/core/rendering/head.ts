/** How every answer about calls begins: how many, whose, when; and how much of that is known. */
import type { Reference } from '../calendar.js';
import type { Directory, Extension } from '../directory.js';
import type { Period } from '../period/index.js';
import { counted, named, plain } from '../text.js';
import type { Coverage } from './coverage.js';
import type { NumberView } from './number.js';

/** What every answer about calls is told with. */
export interface Telling {
  readonly subjects: readonly Extension[];
  readonly period: Period;
  readonly coverage: Coverage;
  readonly directory: Directory;
  readonly numbers: NumberView;
  readonly reference: Reference;
}

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
  const filter = words.length === 0 ? '' : `${words.join(' ')} `;
  const count = calls === 0 && !incomplete ? `No ${filter}calls` : counted(calls, `${filter}call`);
  return `${count} · ${who} · ${period}`;
}
