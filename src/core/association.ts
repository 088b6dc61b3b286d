/** Whose call it was: turns all records of one conversation into the parts its extensions had in it. */
import { currentRecords } from './association/current.js';
import { participationsOf } from './association/participations.js';
import { settingOf } from './association/setting.js';
import { verdictsOf } from './association/verdict.js';
import type { CallRecord } from './call.js';
import type { Directory } from './directory.js';
import { type ConversationKey, conversationKey } from './model.js';
import type { Participation } from './participation.js';
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
  const current = currentRecords(records, directory);
  const [first] = current;
  if (!first) return [];
  const setting = settingOf(current, directory, rules);
  return participationsOf(conversationKeyOf(first), verdictsOf(setting), setting);
}
