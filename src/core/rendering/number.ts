/** Phone numbers as whoever reads along may see them: in full, masked, or not at all. */
import { comparableNumber, numberParts, readableNumber } from '../number.js';

/** Who reads an answer, as far as phone numbers go. */
export interface NumberView {
  /** More people than the asker read it: emergency numbers and those of `never` do not appear. */
  readonly isRoom: boolean;
  /** They may see the numbers of outside parties in full. */
  readonly inFull: boolean;
  /** What no room is shown: E.164, or the digits of a short number. */
  readonly never: readonly string[];
}

/** Stands where a number, or a name with such a number in it, may not appear, not even masked. */
export const notShown = 'a number not shown';

const mask = '•••';
/** So many digits are always hidden, whatever else there is to show. */
const hidden = 3;
const lastShown = 4;
/** Fewer digits than this are no phone number inside a text: an extension, a year, a house number. */
const shortestInText = 7;

/** `+1 650 555 0100`, `+1 650 ••• 0100`, or words instead. */
export function outsideNumber(raw: string, view: NumberView): string {
  if (isWithheld(raw, view)) return notShown;
  return view.inFull ? readableNumber(raw) : maskedNumber(raw);
}

/** A number of the company's own: in full, unless it is one that no room is shown. */
export const ownNumber = (raw: string, view: NumberView): string => (isWithheld(raw, view) ? notShown : readableNumber(raw));

/** Whether this number may not appear at all, nor the name it came with. */
export const isWithheld = (raw: string, { isRoom, never }: NumberView): boolean => isRoom && isNeverShown(raw, never);

/** Digits with at most three other signs between them, from the first to the last. */
const digitRun = /[+＋(]{0,2}\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd})*/gu;
const date = /^\d{4}-\d{1,2}-\d{1,2}$/;

/** A carrier's or a caller's name, or what somebody typed: the numbers in it as the view may see them. */
export function foreignWords(text: string, view: NumberView): string {
  if (view.inFull && !view.isRoom) return text;
  return text.replace(digitRun, (run) => {
    const digits = digitsOf(run);
    const groups = digits.length < shortestInText ? run.split(/\P{Nd}+/u) : [];
    if ([run, ...groups].some((each) => isWithheld(each, view))) return notShown;
    return view.inFull || digits.length < shortestInText || date.test(run) ? run : maskedNumber(run);
  });
}

/**
 * Country code, area and last digits. The area is what the country writes apart from the rest; where hiding three digits and showing four
 * leaves no place for it, it is hidden too. Of what is no whole number only the last digits stand.
 */
export function maskedNumber(raw: string): string {
  // Letters and stars: somebody else has masked it already, or it was never digits.
  if (/[\p{L}*•]/u.test(raw)) return mask;
  const ascii = asciiOf(raw);
  const parts = numberParts(ascii);
  const digits = parts?.national ?? ascii.replace(/\D/g, '');
  const area = parts?.area ?? '';
  const shown = Math.max(0, Math.min(lastShown, digits.length - hidden));
  return [
    parts && `+${parts.country}`,
    digits.length - area.length - lastShown >= hidden && area,
    mask,
    shown > 0 && digits.slice(-shown),
  ]
    .filter(Boolean)
    .join(' ');
}

const emergency = ['911', '933'];
/** How people and phone systems reach a short number: with a digit for the outside line, a country code, or both. */
const dialledBefore = /^(?:\d|1\d|\d1)?$/;
const short = 5;

function isNeverShown(raw: string, never: readonly string[]): boolean {
  const digits = digitsOf(raw);
  const comparable = comparableNumber(asciiOf(raw));
  return [...emergency, ...never].some((each) => {
    if (comparable !== null && comparable === each) return true;
    const wanted = digitsOf(each);
    if (wanted === '' || !digits.endsWith(wanted)) return false;
    const before = digits.slice(0, digits.length - wanted.length);
    return wanted.length > short ? before.length <= lastShown : dialledBefore.test(before);
  });
}

const digitsOf = (text: string) => asciiOf(text).replace(/\D/g, '');

/** Digits of other scripts as 0 to 9: each script has its ten in a row. */
function asciiOf(text: string): string {
  return text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}
