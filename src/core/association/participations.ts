/** From verdicts to participations: direction, the other party, the queue, the time on calls and what is the same for everybody. */
import type { CallRecord } from '../call.js';
import type { ConversationKey, ExtensionId } from '../model.js';
import type { ConversationState, Counterpart, Participation } from '../participation.js';
import { calledFrom, dialledBy } from './counterpart.js';
import { type Evidence, endOf, isMaker, isOutbound } from './evidence.js';
import { isAnswered, isVoicemail } from './outcomes.js';
import type { Scene } from './scene.js';
import { queueAt, type Setting } from './setting.js';
import { talkTime } from './talk.js';
import type { Verdict } from './verdict.js';
import { waitMs } from './waiting.js';

export function participationsOf(
  conversation: ConversationKey,
  verdicts: readonly Verdict[],
  setting: Setting,
): readonly Participation[] {
  const { records } = setting;
  const makers = verdicts.map(({ scene }) => scene.evidence).filter(isMaker);
  const startedAt = records[0]?.startTime ?? 0;
  const end = Math.max(...records.map(endOf));
  const state = stateOf(records);
  return verdicts.map(({ scene, part, rule, reachedMailbox }): Participation => {
    const { evidence } = scene;
    const { direction, counterpart } = otherSide(evidence, part === 'on behalf', makers, setting);
    const queue = part === 'on behalf' ? undefined : queueOf(scene, setting);
    const wait = scene.isQueue ? waitMs(part, evidence, setting, end) : undefined;
    return {
      conversation,
      state,
      startedAt,
      durationMs: end - startedAt,
      extension: evidence.extension,
      direction,
      part,
      rule,
      talkMs: talkTime(part, evidence, setting),
      counterpart,
      internal: counterpart.extensionId !== undefined,
      ...(queue !== undefined && { queue }),
      ...(wait !== undefined && { waitMs: wait }),
      leftVoicemail: reachedMailbox || (part === 'not connected' && evidence.made.some((record) => isVoicemail(record.result))),
    };
  });
}

function otherSide(
  evidence: Evidence,
  onBehalf: boolean,
  makers: readonly Evidence[],
  setting: Setting,
): Pick<Participation, 'direction'> & { readonly counterpart: Counterpart } {
  if (isMaker(evidence)) return { direction: 'outbound', counterpart: dialledBy(evidence, [...setting.all.values()], setting) };
  if (onBehalf && evidence.asBoss.some(isOutbound)) {
    const asMaker = { ...evidence, made: evidence.asBoss };
    return { direction: 'outbound', counterpart: dialledBy(asMaker, [], setting) };
  }
  return { direction: 'inbound', counterpart: calledFrom(evidence, makers, setting) };
}

/** The queue a person took the call for, or was rung for. */
function queueOf(scene: Scene, setting: Setting): ExtensionId | undefined {
  if (scene.isQueue || isMaker(scene.evidence)) return undefined;
  const [taken] = [...(setting.takers.get(scene.evidence.extension) ?? [])].sort((a, b) => a.from - b.from);
  if (taken) return taken.handed ? undefined : queueAt(taken.from, setting);
  if (!scene.rungForQueue) return undefined;
  const { own, called, legs } = scene.evidence;
  const rung = [...own, ...called, ...legs.map(({ leg }) => leg)].map((entry) => entry.startTime).sort((a, b) => a - b);
  return rung.map((at) => queueAt(at, setting)).find((queue) => queue !== undefined);
}

function stateOf(records: readonly CallRecord[]): ConversationState {
  if (records.some((record) => !record.finished || record.result === 'In Progress')) return 'running';
  if (records.some((record) => record.type === 'Fax')) return 'fax';
  return records.some((record) => record.result === 'Blocked') && !records.some((record) => isAnswered(record.result))
    ? 'blocked'
    : 'call';
}
