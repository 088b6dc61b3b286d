/** Phone numbers: one comparable form for whatever the log holds, and the forms people type and read. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { memo } from './memo.js';

/**
 * E.164 where the digits allow it, else null: extension numbers, masked numbers (`+3351234XXXX`) and short codes are not comparable.
 * Numbers without a plus are read as North American when they have that length, as the platform's older records are.
 */
export function comparableNumber(raw: string | undefined): string | null {
  if (!raw) return null;
  if (/[a-z*•]/i.test(raw)) return null;
  const digits = raw.replace(/\D/g, '');
  if (raw.trimStart().startsWith('+')) return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : null;
  if (digits.length === 11 && digits.startsWith('1')) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : null;
}

/** The number a person typed, as E.164, or null where it is none. A bare `101` is an extension, not a number. */
export function typedNumber(typed: string, country: string): string | null {
  if (!/^\+?[\d\s().\-/]{7,24}$/.test(typed.trim())) return null;
  const parsed = parsePhoneNumberFromString(typed, country as CountryCode);
  if (parsed?.isValid()) return parsed.number;
  return comparableNumber(typed);
}

/** For people: `+1 650 555 0100`; what is no number stays as it came. */
export function readableNumber(raw: string): string {
  const comparable = comparableNumber(raw);
  if (!comparable) return raw;
  return exactly(comparable)?.international ?? comparable;
}

/** A number's country code, its digits in that country, and those of its area where the country writes them apart; null for no number. */
export function numberParts(raw: string): { readonly country: string; readonly national: string; readonly area: string } | null {
  const parsed = exactly(comparableNumber(raw) ?? '');
  if (!parsed) return null;
  const { country, national, international } = parsed;
  return { country, national, area: areaOf(national, country, international) };
}

/**
 * A number in E.164 as its country writes it; null where these would be other digits. Of some numbers the library takes the beginning for
 * a carrier's code and leaves it out (`+55 90 30…`), or puts an area in front of others (`+261 4…`): nobody was ever called at that.
 */
const exactly = memo((comparable: string) => {
  const parsed = parsePhoneNumberFromString(comparable);
  if (!parsed) return null;
  const { countryCallingCode: country, nationalNumber: national } = parsed;
  // The nought that is dialled inside a country is no part of a number: `+44 (0)20 …`.
  const isSame = [`+${country}${national}`, `+${country}0${national}`].includes(comparable);
  return isSame ? { country, national, international: parsed.formatInternational() } : null;
}, 2_000);

function areaOf(national: string, country: string, international: string): string {
  if (country === '1') return national.length === 10 ? national.slice(0, 3) : '';
  const [, area = '', ...rest] = international.split(/[ -]/);
  return rest.length > 0 && area.length <= 5 && national.startsWith(area) ? area : '';
}
