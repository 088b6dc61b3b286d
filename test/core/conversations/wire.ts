/** How this log likes to write: what it leaves out, which form of an id, a number, a duration it takes today. */
import type { ExtensionId, Instant, Span } from '../../../src/core/model.js';
import type { Choices } from './choices.js';
import { type Company, type Line, lineOf } from './company.js';
import type { Outsider } from './story.js';

export type Wire = Record<string, unknown>;

export interface Entry {
  readonly when: Span;
  readonly direction: 'Inbound' | 'Outbound';
  readonly action?: string;
  readonly result?: string;
  readonly from: Wire;
  readonly to: Wire;
  readonly of?: ExtensionId | undefined;
  readonly more?: Wire;
}

/** One mood of the log, kept for a whole conversation. */
export interface Hand {
  readonly choices: Choices;
  readonly company: Company;
  readonly millis: boolean;
  /** Legs begin when the phone rings, not when it is picked up. */
  readonly withRinging: boolean;
}

export const handOf = (choices: Choices, company: Company): Hand => ({
  choices,
  company,
  millis: choices.rarely(2),
  withRinging: !choices.rarely(3),
});

const missing = ['Missed', 'No Answer', 'Hang Up', 'Abandoned'] as const;
export const missed = ({ choices }: Hand): string => choices.one(missing);
export const declined = ({ choices }: Hand): string => choices.one(['Declined', 'Rejected']);

/** A phone that stopped ringing because somebody picked up elsewhere. */
export const silenced = ({ choices }: Hand): string => choices.one(['Missed', 'Answered Elsewhere', 'No Answer', 'Hang Up']);

const iso = (at: Instant) => new Date(at).toISOString();
const idOf = ({ choices }: Hand, id: string) => (choices.rarely(2) ? Number(id) : id);

/** What is the same in records and legs, with words of its own where the contract lets it. */
export function entry(hand: Hand, { direction, action = 'Phone Call', result, from, to, of, more = {}, when }: Entry): Wire {
  const { choices, millis } = hand;
  const length = when.to - when.from;
  return {
    startTime: iso(when.from),
    ...(millis ? { durationMs: length, duration: Math.floor(length / 1_000) } : { duration: Math.round(length / 1_000) }),
    type: 'Voice',
    direction,
    action,
    ...(result !== undefined && { result }),
    from,
    to,
    ...(of !== undefined && { extension: { id: idOf(hand, of), uri: `https://platform.example/extension/${of}` } }),
    transport: choices.one(['PSTN', 'VoIP', 'Pigeon']),
    ...(choices.rarely(4) && { reason: 'Solar Flare', internalType: 'Interplanetary', recording: null }),
    ...more,
  };
}

export const leg = (hand: Hand, what: Entry & { readonly legType?: string; readonly master?: boolean }): Wire => ({
  ...entry(hand, what),
  ...(what.legType !== undefined && { legType: what.legType }),
  ...(what.master && { master: true }),
});

export const delegateOf = (hand: Hand, id: ExtensionId): Wire => ({ delegate: { id: idOf(hand, id), name: 'Delegate' } });

export function shuffled<Value>({ choices }: Hand, list: readonly Value[]): Value[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(choices.below(rest.length), 1));
}

/** A line's number can stand for it only while it is its own. */
export const knownByNumber = (line: Line): line is Line & { readonly direct: string } =>
  line.direct !== undefined && line.left === undefined;

/** As a party: by id, by direct number, or both. */
export function partyOf(hand: Hand, id: ExtensionId): Wire {
  const line = lineOf(hand.company, id);
  const { choices } = hand;
  const byNumber = knownByNumber(line);
  const number = line.direct === undefined ? {} : { phoneNumber: written(choices, line.direct) };
  if (byNumber && choices.rarely(3)) return { ...number, name: line.name };
  return {
    extensionId: idOf(hand, id),
    ...(choices.rarely(2) && { extensionNumber: line.extensionNumber }),
    ...(choices.rarely(2) && number),
    name: line.name,
  };
}

/** Only the short number, which may have been somebody else's once. */
export const shortParty = ({ company }: Hand, id: ExtensionId): Wire => ({
  extensionNumber: lineOf(company, id).extensionNumber,
});

export const mainParty = ({ company, choices }: Hand): Wire => ({ phoneNumber: written(choices, company.main) });

export const outsideParty = ({ choices }: Hand, { number, name }: Outsider): Wire => ({
  ...(number !== undefined && { phoneNumber: number }),
  ...(name !== undefined && { name }),
  ...(choices.rarely(3) && { location: 'Philadelphia, PA', device: { id: '99', uri: 'x' } }),
});

/** The forms numbers of the company are met in. */
function written(choices: Choices, e164: string): string {
  const [area, exchange, rest] = [e164.slice(2, 5), e164.slice(5, 8), e164.slice(8)];
  return choices.one([e164, e164.slice(1), `(${area}) ${exchange}-${rest}`, `${area}-${exchange}-${rest}`]);
}
