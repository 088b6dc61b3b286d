/** Why somebody has their part in a call, in the words of the rule that gave it. */
import { formatDuration } from '../calendar.js';
import { callParts, type Participation } from '../participation.js';
import type { PartRules } from '../rules.js';
import { counted } from '../text.js';
import { partWords } from './call.js';

export interface Circumstances {
  readonly isQueue: boolean;
  /** Somebody else had taken the call. */
  readonly anotherTook: boolean;
  readonly rules: PartRules;
}

type Why = (participation: Participation, circumstances: Circumstances) => string;

const byOutcome: Why = ({ part }, { rules }) => {
  if (part === 'missed') return 'nobody took it, and no voicemail was left';
  if (part === 'gave up') {
    const within = rules.missed.callerGaveUpWithin;
    return `the caller hung up${within === undefined ? ' at once' : ` within ${counted(within, 'second')}`}, which is no miss by the rules in force`;
  }
  if (part === 'voicemail') return 'it ended in the mailbox';
  if (part === 'refused') return 'it was declined';
  if (part === 'elsewhere') return 'somebody else took it';
  return 'what the log says of it decides nothing';
};

const byRule: Readonly<Record<string, Why>> = {
  a: () => 'only listened in, was parked or paged',
  b: ({ part, leftVoicemail }) => {
    if (part === 'connected') return 'made the call, and it was answered';
    return leftVoicemail ? 'made the call and reached a mailbox' : 'made the call, and nobody answered';
  },
  c: () => 'a delegate acted on their behalf, and has the call',
  d: (_, { isQueue }) => (isQueue ? 'one of its agents took the call' : 'picked up'),
  e: (participation, circumstances) =>
    `was handed the call by blind transfer: ${participation.part === 'answered' ? 'picked up' : byOutcome(participation, circumstances)}`,
  f: (participation, circumstances) => {
    const { part } = participation;
    const { anotherTook } = circumstances;
    if (part === 'gave up') return `a queue was called and ${byOutcome(participation, circumstances)}`;
    if (part === 'rang')
      return `a queue was called and ${anotherTook ? 'another took it' : 'nobody took it: only the queue bears that'}`;
    const how = part === 'refused' ? 'it was declined here' : 'nobody took it';
    return `a queue was called and ${how}; by the rules in force that counts for everybody it rang`;
  },
  g: () => 'the call was for somebody else, whose phones include this one',
  h: () => 'a voicemail was left',
  i: () => 'it was declined here',
  j: () => 'somebody else took it',
  k: byOutcome,
};

/** `rang — a queue was called and another took it (rule f)`, with what belongs to it. */
export function verdictWords(participation: Participation, circumstances: Circumstances): string {
  const { part, rule, talkMs } = participation;
  const why = Object.hasOwn(byRule, rule) ? byRule[rule] : undefined;
  const apart = callParts.includes(part) ? '' : ' Counted apart, not among their calls.';
  const talk = talkMs > 0 ? `, ${formatDuration(talkMs)} on calls` : '';
  return `${partWords[part]} — ${why ? why(participation, circumstances) : 'by a rule of another version'} (rule ${rule})${talk}.${apart}`;
}

/** Of somebody in the records who has no part in what is counted. */
export const noPart = 'no part in it — only listened in, was parked or paged, or named (rule a).';
