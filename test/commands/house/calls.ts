/** Calls as a table of tests writes them, made into records as the log has them; one conversation each. */
import type { CallRecord, Party } from '../../../src/core/call.js';
import { hunt, noon, outbound, record } from '../../core/association/records.js';
import { idOf, type Who } from './people.js';

/** `2026-11-18 09:15`, UTC. */
type When = string;
const secondsAt = (when: When) => (Date.parse(`${when.replace(' ', 'T')}Z`) - noon) / 1000;

const acme: Party = { phoneNumber: '+12155550177', name: 'ACME CORP' };

let conversations = 0;
const session = () => {
  conversations += 1;
  return `s-${conversations}`;
};
const seconds = (minutes: number) => 60 * minutes;

type Ended = 'Missed' | 'Voicemail' | 'Declined' | 'Hang Up' | 'Answered Elsewhere';

/** It rang at one phone, and was taken for so many minutes, or ended otherwise. */
export function came(when: When, to: Who, how: number | Ended, from: Party = acme): CallRecord {
  const taken = typeof how === 'number';
  return record({
    telephony: session(),
    at: secondsAt(when),
    of: idOf(to),
    from,
    to: idOf(to),
    result: taken ? 'Accepted' : how,
    lasts: taken ? seconds(how) : 20,
    ...(how === 'Voicemail' && { message: 'VoiceMail' }),
  });
}

/** Somebody dialled out, and spoke for so many minutes or reached nobody. */
export function went(when: When, from: Who, how: number | 'No Answer', to: Party = acme): CallRecord {
  const spoke = typeof how === 'number';
  const result = spoke ? 'Call connected' : how;
  return outbound({
    telephony: session(),
    at: secondsAt(when),
    of: idOf(from),
    from: idOf(from),
    to,
    result,
    lasts: spoke ? seconds(how) : 30,
  });
}

/** One colleague called another, and they spoke for so many minutes or did not: a record of either. */
export function within(when: When, from: Who, to: Who, how: number | 'Missed'): readonly CallRecord[] {
  const spoke = typeof how === 'number';
  const both = { telephony: session(), at: secondsAt(when), from: idOf(from), to: idOf(to), lasts: spoke ? seconds(how) : 20 };
  return [
    outbound({ ...both, of: idOf(from), result: spoke ? 'Call connected' : 'Missed' }),
    record({ ...both, of: idOf(to), result: spoke ? 'Accepted' : how }),
  ];
}

interface AtQueue {
  /** Whose phones rang in vain. */
  readonly rang?: readonly Who[];
  /** Who took it, how many seconds after it came their phone began to ring, and for how many minutes. */
  readonly took?: readonly [who: Who, after: number, minutes: number];
  readonly ended?: Ended;
  /** Seconds until the caller hung up. */
  readonly waited?: number;
}

/** Somebody called a queue. */
export function queued(when: When, queue: Who, { rang = [], took, ended = 'Missed', waited = 45 }: AtQueue): CallRecord {
  const at = secondsAt(when);
  const lasts = took ? took[1] + seconds(took[2]) : waited;
  return record({
    telephony: session(),
    at,
    of: idOf(queue),
    from: acme,
    to: idOf(queue),
    result: took ? 'Accepted' : ended,
    lasts,
    legs: [
      ...rang.map((who) => hunt(idOf(who), idOf(queue), { at, from: acme, lasts: 15 })),
      ...(took
        ? [hunt(idOf(took[0]), idOf(queue), { at: at + took[1], from: acme, result: 'Accepted', lasts: seconds(took[2]) })]
        : []),
    ],
  });
}
