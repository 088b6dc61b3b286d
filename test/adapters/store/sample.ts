/** Small call records and the simplest association there is, so that tests of the store do not rest on the rules of calls. */
import type { Association } from '../../../src/adapters/store/call-records.js';
import type { CallRecord } from '../../../src/core/call.js';
import { directoryOf } from '../../../src/core/directory.js';
import { accountId, type ConversationKey, conversationKey, type ExtensionId, extensionId } from '../../../src/core/model.js';
import type { Part, Participation } from '../../../src/core/participation.js';

export const account = accountId('1');
export const other = accountId('2');
export const directory = directoryOf(account, []);
export const ext = (n: number): ExtensionId => extensionId(`40${n}`);

/** What a leg of a sample says: the extension's whole participation, but for what the conversation decides. */
export type Told = Partial<Participation> & { readonly extension: ExtensionId };

export interface Sample {
  readonly id: string;
  readonly conversation?: string;
  readonly at?: number;
  readonly modified?: number;
  readonly deleted?: boolean;
  readonly told: readonly Told[];
}

export function recordOf({ id, conversation, at = 1_000, modified, deleted = false, told }: Sample): CallRecord {
  return {
    id,
    telephonySessionId: conversation ?? id,
    from: {},
    to: {},
    type: 'Voice',
    direction: 'Inbound',
    action: 'Phone Call',
    startTime: at,
    durationMs: 5_000,
    finished: true,
    deleted,
    ...(modified !== undefined && { lastModifiedTime: modified }),
    legs: told.map((each) => ({
      from: {},
      to: { name: JSON.stringify(each) },
      type: 'Voice',
      direction: 'Inbound',
      action: 'Phone Call',
      startTime: at,
      durationMs: 5_000,
      master: false,
    })),
  };
}

const keyOf = (record: CallRecord): ConversationKey => conversationKey(record.telephonySessionId ?? record.id);

/** One participation per extension that any leg tells of; of several the last record's counts. */
export const told: Association = {
  version: 'told',
  conversationKeyOf: keyOf,
  associate(records) {
    const found = new Map<ExtensionId, Participation>();
    const startedAt = Math.min(...records.map(({ startTime }) => startTime));
    for (const record of [...records].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      for (const leg of record.legs) {
        const each = JSON.parse(leg.to.name ?? '{}') as Told;
        found.set(each.extension, participationOf(keyOf(record), startedAt, each));
      }
    }
    return [...found.values()];
  },
};

export function participationOf(conversation: ConversationKey, startedAt: number, each: Told): Participation {
  return {
    direction: 'inbound',
    part: 'answered' satisfies Part,
    rule: 'd',
    state: 'call',
    talkMs: 0,
    durationMs: 5_000,
    counterpart: {},
    internal: false,
    leftVoicemail: false,
    ...each,
    conversation,
    startedAt,
  };
}
