/** Judges everybody in a conversation: to each extension its scene, its part and the rule that gave it. */
import type { Part } from '../participation.js';
import { type Evidence, endOf, firstCalled, isMaker } from './evidence.js';
import { isInvolved } from './involved.js';
import { isRungOut } from './outcomes.js';
import { judge } from './rules.js';
import { type Scene, sceneOf } from './scene.js';
import type { Setting } from './setting.js';

export interface Verdict {
  readonly scene: Scene;
  readonly part: Part;
  readonly rule: string;
  /** The maker ended in the mailbox of whoever was called. */
  readonly reachedMailbox: boolean;
}

export function verdictsOf(setting: Setting): readonly Verdict[] {
  const judged = [...setting.all.values()].flatMap((evidence) => {
    if (!hasPart(evidence, setting)) return [];
    const scene = sceneOf(evidence, setting);
    const verdict = judge(scene);
    return verdict ? [{ scene, ...verdict, reachedMailbox: false }] : [];
  });
  // What became of a call after it was handed on is not the maker's any more.
  const callees = judged.filter(({ scene }) => !isMaker(scene.evidence) && !scene.handedOver);
  if (callees.some(({ part }) => part === 'answered')) return judged;
  const mailbox = callees.some(({ part }) => part === 'voicemail');
  const briefly = gaveUpWithin(callees, setting);
  return judged
    .map((verdict) => (mailbox ? intoMailbox(verdict) : verdict))
    .map((verdict) => (briefly ? gaveUp(verdict) : verdict));
}

/** Nobody had rung for as long as the rules ask for, when it was over. */
function gaveUpWithin(callees: readonly Verdict[], { records, rules }: Setting): boolean {
  const { callerGaveUpWithin } = rules.missed;
  if (callerGaveUpWithin === undefined) return false;
  const rungFrom = Math.min(...callees.map(({ scene }) => firstCalled(scene.evidence)));
  return Math.max(...records.map(endOf)) - rungFrom < 1000 * callerGaveUpWithin;
}

const gaveUp = (verdict: Verdict): Verdict =>
  verdict.part === 'missed' && isRungOut(verdict.scene.result) ? { ...verdict, part: 'gave up' } : verdict;

/** The log calls a maker connected to a mailbox, too. */
function intoMailbox(verdict: Verdict): Verdict {
  const { part } = verdict;
  if (part !== 'connected' && part !== 'not connected') return verdict;
  return { ...verdict, part: 'not connected', reachedMailbox: true };
}

const hasPart = (evidence: Evidence, { directory }: Setting) =>
  isInvolved(evidence) && String(evidence.extension) !== String(directory.account);
