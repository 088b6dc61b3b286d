/** The rules that give an extension its part in a conversation: one table, read from top to bottom, the first that matches decides. */
import type { Part } from '../participation.js';
import { isMaker, reachingOut } from './evidence.js';
import { isAnswered, isRefused, isVoicemail, outcomeOf } from './outcomes.js';
import type { Scene } from './scene.js';

interface Rule {
  readonly rule: string;
  /** In words, for people who ask why. */
  readonly says: string;
  readonly when: (scene: Scene) => boolean;
  /** Null: no part at all. */
  readonly part: (scene: Scene) => Part | null;
}

const always = (part: Part | null) => () => part;

export const rules: readonly Rule[] = [
  { rule: 'a', says: 'only listened in, parked or paged', when: (s) => s.onlySpecial, part: always(null) },
  { rule: 'b', says: 'made the call', when: (s) => isMaker(s.evidence), part: (s) => madePart(s) },
  { rule: 'c', says: 'a delegate acted on their behalf', when: (s) => s.delegateActed && !s.took, part: always('on behalf') },
  { rule: 'd', says: 'took the call', when: (s) => s.took, part: always('answered') },
  // e: whoever was handed the call by blind transfer skips f, g and the others' taking; `scene.ts` leaves those false for them.
  { rule: 'f', says: 'was rung for a queue', when: (s) => s.rungForQueue, part: (s) => queueRang(s) },
  { rule: 'g', says: 'was rung on behalf of somebody else', when: (s) => s.rungForPerson, part: always('rang') },
  { rule: 'h', says: 'has a voicemail from it', when: (s) => s.hasVoicemail || isVoicemail(s.result), part: always('voicemail') },
  { rule: 'i', says: 'declined', when: (s) => isRefused(s.result), part: always('refused') },
  {
    rule: 'j',
    says: 'somebody else took it',
    when: (s) => (s.anotherTook && !s.handedOver) || outcomeOf(s.result) === 'elsewhere',
    part: always('elsewhere'),
  },
  { rule: 'k', says: 'by the result the phone system gave', when: () => true, part: (s) => outcomeOf(s.result) },
];

/** `a only listened in, parked or paged; b made the call; …` */
export const ruleWords = [...rules.map(({ rule, says }) => `${rule} ${says}`), 'e was handed the call by blind transfer']
  .sort()
  .join('; ');

/** Connected as the log says, unless every connection led to oneself (the first half of a RingOut) or to a mailbox (`leftVoicemail`). */
function madePart({ evidence }: Scene): Part {
  return [...reachingOut(evidence), ...evidence.calling].some((record) => isAnswered(record.result))
    ? 'connected'
    : 'not connected';
}

/** A queue's call is the queue's miss alone, unless the rules make it one of everybody it rang, too. */
function queueRang({ queueRingsCount, anotherTook, result }: Scene): Part {
  if (!queueRingsCount || anotherTook) return 'rang';
  return isRefused(result) ? 'refused' : 'missed';
}

/** The part of a scene and the letter of its rule; null where it has none. */
export function judge(scene: Scene): { readonly part: Part; readonly rule: string } | null {
  for (const { rule, when, part } of rules) {
    if (!when(scene)) continue;
    const given = part(scene);
    return given === null ? null : { part: given, rule: scene.handedOver && !scene.tookBefore && rule > 'c' ? 'e' : rule };
  }
  return null;
}
