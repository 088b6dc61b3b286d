/** Whose call it was: turns all records of one conversation into the parts its extensions had in it. */
import { calledFrom, dialledBy } from './association/counterpart.js';
import { type Evidence, endOf, firstCalled, gather, isMaker, withMaker } from './association/evidence.js';
import { isAnswered, isRungOut, isVoicemail } from './association/outcomes.js';
import { judge } from './association/rules.js';
import { type Scene, sceneOf } from './association/scene.js';
import { takersOf } from './association/takers.js';
import { talkTime } from './association/talk.js';
import { waitMs } from './association/waiting.js';
import type { CallLeg, CallRecord } from './call.js';
import type { Directory } from './directory.js';
import { type ConversationKey, conversationKey, type ExtensionId, type Instant } from './model.js';
import type { ConversationState, Part, Participation } from './participation.js';
import { type PartRules, standardRules } from './rules.js';

/** The telephony session, else the older session id unless it is the conference's "0", else the record alone. */
export function conversationKeyOf(record: CallRecord): ConversationKey {
  const session = record.sessionId === '0' ? undefined : record.sessionId;
  return conversationKey(record.telephonySessionId || session || record.id);
}

/**
 * The participations of one conversation. `records` are all of its records in any order; one that comes twice, or deleted, counts once or
 * not at all. Menus, sites, bots and the company itself take no part.
 */
export function associate(
  records: readonly CallRecord[],
  directory: Directory,
  rules: PartRules = standardRules,
): readonly Participation[] {
  const standing = current(records, directory);
  const first = standing[0];
  if (!first) return [];
  const all = gather(standing, directory);
  const takers = takersOf(all, standing, directory);
  const queues = new Map(
    [...all.values()]
      .filter((evidence) => evidence.kind === 'queue')
      .map((evidence): [ExtensionId, number] => [evidence.extension, firstCalled(evidence)])
      .filter(([, start]) => Number.isFinite(start))
      .sort((a, b) => a[1] - b[1]),
  );
  const judged = [...all.values()]
    .filter((evidence) => hasPart(evidence, directory))
    .flatMap((evidence) => {
      const scene = sceneOf(evidence, { all, takers, queues, queueRingsCount: rules.queueRingsCount });
      const verdict = judge(scene);
      return verdict ? [{ scene, ...verdict }] : [];
    });
  const makers = judged.filter(({ scene }) => isMaker(scene.evidence)).map(({ scene }) => scene.evidence.extension);
  // What became of a call after it was handed on is not the maker's any more.
  const callees = judged.filter(({ scene }) => !isMaker(scene.evidence) && !scene.handedOver);
  const mailbox = callees.some(({ part }) => part === 'voicemail') && !callees.some(({ part }) => part === 'answered');
  const end = Math.max(...standing.map(endOf));
  const briefly = !callees.some(({ part }) => part === 'answered') && gaveUpWithin(rules, callees, end);
  const shared = {
    conversation: conversationKeyOf(first),
    state: stateOf(standing),
    startedAt: first.startTime,
    durationMs: end - first.startTime,
  };
  return judged.map(({ scene, part, rule }): Participation => {
    const { evidence } = scene;
    const outbound =
      isMaker(evidence) || (part === 'on behalf' && evidence.asBoss.some((record) => record.direction === 'Outbound'));
    const gaveUp = part === 'missed' && briefly && isRungOut(scene.result);
    const final: Part = part === 'connected' && mailbox ? 'not connected' : gaveUp ? 'gave up' : part;
    const reachedMailbox = final === 'not connected' && (mailbox || evidence.made.some((record) => isVoicemail(record.result)));
    const counterpart = isMaker(evidence)
      ? dialledBy(evidence, all, directory)
      : outbound
        ? dialledBy({ ...evidence, made: evidence.asBoss }, new Map(), directory)
        : calledFrom(evidence, makers, standing, directory);
    const queue = scene.isQueue ? undefined : queueOf(scene, queues);
    const wait = scene.isQueue ? waitMs(final, evidence, { takers, queues, end }) : undefined;
    return {
      ...shared,
      extension: evidence.extension,
      direction: outbound ? 'outbound' : 'inbound',
      part: final,
      rule,
      talkMs: talkTime(final, evidence, takers, standing),
      counterpart,
      internal: counterpart.extensionId !== undefined,
      ...(queue !== undefined && { queue }),
      ...(wait !== undefined && { waitMs: wait }),
      leftVoicemail: reachedMailbox,
    };
  });
}

/** Nobody had rung for as long as the rules ask for, when it was over. */
function gaveUpWithin({ missed }: PartRules, callees: readonly { readonly scene: Scene }[], end: Instant): boolean {
  if (missed.callerGaveUpWithin === undefined) return false;
  const rungFrom = Math.min(...callees.map(({ scene }) => firstCalled(scene.evidence)));
  return end - rungFrom < 1000 * missed.callerGaveUpWithin;
}

/** Each record once, in its last version and unless deleted, by their start; their legs by start, too. */
export function current(records: readonly CallRecord[], directory: Directory): readonly CallRecord[] {
  return [...new Map([...records].sort(byVersion).map((record) => [record.id, record])).values()]
    .filter((record) => !record.deleted)
    .map((record) => withMaker({ ...record, legs: [...record.legs].sort(byStart) }, directory))
    .sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
}

/** Of two versions of a record the later one, of two equally late ones the deleted one, comes last. */
const byVersion = (a: CallRecord, b: CallRecord) =>
  (a.lastModifiedTime ?? 0) - (b.lastModifiedTime ?? 0) || Number(a.deleted) - Number(b.deleted);

/** The log promises no order of legs. */
const byStart = (a: CallLeg, b: CallLeg) =>
  a.startTime - b.startTime || Number(b.master) - Number(a.master) || a.durationMs - b.durationMs;

const hasPart = (evidence: Evidence, directory: Directory) =>
  (evidence.kind === 'person' || evidence.kind === 'queue') && String(evidence.extension) !== String(directory.account);

/** The last queue called before the extension rang. */
function queueOf(scene: Scene, queues: ReadonlyMap<ExtensionId, number>): ExtensionId | undefined {
  if (isMaker(scene.evidence) || !(scene.rungForQueue || scene.took)) return undefined;
  const from = firstCalled(scene.evidence);
  return [...queues].filter(([, start]) => start <= from).at(-1)?.[0];
}

function stateOf(records: readonly CallRecord[]): ConversationState {
  if (records.some((record) => !record.finished || record.result === 'In Progress')) return 'running';
  if (records.some((record) => record.type === 'Fax')) return 'fax';
  return records.some((record) => record.result === 'Blocked') && !records.some((record) => isAnswered(record.result))
    ? 'blocked'
    : 'call';
}
