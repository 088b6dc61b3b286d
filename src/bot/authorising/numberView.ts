/** How phone numbers are shown where an answer will stand; decided by what is known, never by asking. */
import type { Audience } from '../../core/access.js';
import type { ExtensionId } from '../../core/model.js';
import { comparableNumber, typedNumber } from '../../core/number.js';
import type { NumberView } from '../../core/rendering/number.js';
import type { Present } from './room.js';

export interface NumberRules {
  /** Where numbers of outside parties are masked. */
  readonly masked: 'rooms' | 'nowhere' | 'everywhere';
  /** E.164, or the digits of short numbers. */
  readonly never: readonly string[];
  /** Whether this colleague is known, without a question to the platform, to hold the company call log permission. */
  readonly knownHolder: (extension: ExtensionId) => boolean;
}

type Here = Pick<Present, 'room' | 'identities'>;

/** As what is posted beside the question shows them. */
export const numbersIn = (here: Here, rules: NumberRules): NumberView =>
  numbersFor(here.room.type === 'Direct' ? 'asker' : 'room', here, rules);

/** As the answer shows them: to the room, or to the asker alone. */
export function numbersFor(audience: Audience, { identities }: Here, { masked, never, knownHolder }: NumberRules): NumberView {
  if (audience === 'asker') return { isRoom: false, inFull: masked !== 'everywhere', never };
  const everybodyMay = [...identities.values()].every(
    (identity) => identity.kind === 'colleague' && knownHolder(identity.extension.id),
  );
  const inFull = masked === 'nowhere' || (masked === 'rooms' && identities.size > 0 && everybodyMay);
  return { isRoom: true, inFull, never };
}

/** What the operator wrote, as numbers can be compared; `language` tells how numbers without a country are read. */
export const neverShown = (numbers: readonly string[], language: string): readonly string[] =>
  numbers.map(
    (number) => typedNumber(number, language.split('-')[1] ?? 'US') ?? comparableNumber(number) ?? number.replace(/\D/g, ''),
  );
