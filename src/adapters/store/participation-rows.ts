/** How a participation stands in its table, and how it is read back. */
import { type AccountId, conversationKey, extensionId } from '../../core/model.js';
import type { ConversationState, Part, Participation } from '../../core/participation.js';
import type { ColumnType } from './dialect.js';
import type { Row } from './models.js';

export const participationColumns: Readonly<Record<keyof Row<'participations'>, ColumnType>> = {
  account: 'text',
  conversation: 'text',
  extension: 'text',
  direction: 'text',
  part: 'text',
  rule: 'text',
  state: 'text',
  started_at: 'int8',
  talk_ms: 'int8',
  duration_ms: 'int8',
  counterpart_extension: 'text',
  counterpart_number: 'text',
  counterpart_name: 'text',
  internal: 'int8',
  queue: 'text',
  left_voicemail: 'int8',
  wait_ms: 'int8',
};

/** It stands in an index, and PostgreSQL takes no entry longer than 2,700 bytes. */
const longestName = 200;

export function participationRow(account: AccountId, participation: Participation): Row<'participations'> {
  const { counterpart } = participation;
  return {
    account,
    conversation: participation.conversation,
    extension: participation.extension,
    direction: participation.direction,
    part: participation.part,
    rule: participation.rule,
    state: participation.state,
    started_at: participation.startedAt,
    talk_ms: Math.round(participation.talkMs),
    duration_ms: Math.round(participation.durationMs),
    counterpart_extension: counterpart.extensionId ?? null,
    counterpart_number: counterpart.phoneNumber ?? null,
    counterpart_name: counterpart.name === undefined ? null : [...counterpart.name].slice(0, longestName).join(''),
    internal: participation.internal ? 1 : 0,
    queue: participation.queue ?? null,
    left_voicemail: participation.leftVoicemail ? 1 : 0,
    wait_ms: participation.waitMs === undefined ? null : Math.round(participation.waitMs),
  };
}

export function participationOf(row: Row<'participations'>): Participation {
  return {
    conversation: conversationKey(row.conversation),
    extension: extensionId(row.extension),
    direction: row.direction as Participation['direction'],
    part: row.part as Part,
    rule: row.rule,
    state: row.state as ConversationState,
    startedAt: row.started_at,
    talkMs: row.talk_ms,
    durationMs: row.duration_ms,
    counterpart: {
      ...(row.counterpart_extension !== null && { extensionId: extensionId(row.counterpart_extension) }),
      ...(row.counterpart_number !== null && { phoneNumber: row.counterpart_number }),
      ...(row.counterpart_name !== null && { name: row.counterpart_name }),
    },
    internal: row.internal === 1,
    ...(row.queue !== null && { queue: extensionId(row.queue) }),
    ...(row.wait_ms !== null && { waitMs: row.wait_ms }),
    leftVoicemail: row.left_voicemail === 1,
  };
}
