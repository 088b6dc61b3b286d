/** Everything one account has in the store, always asked for by its account. */
import { associate, conversationKeyOf } from '../../core/association.js';
import type { CallSyncState } from '../../core/callSync.js';
import type { AccountId } from '../../core/model.js';
import { type PartRules, standardRules, versionOf } from '../../core/rules.js';
import type { AccountStore, CallStore, ProfileStore, StateStore } from '../../ports.js';
import { createActivityStore } from './activity.js';
import { createAuditStore } from './audit.js';
import { numbersOf } from './call-numbers.js';
import { last, list, slots, withNumber } from './call-questions.js';
import { type Association, upsertCalls } from './call-records.js';
import { totals } from './call-totals.js';
import { callers } from './caller-questions.js';
import { createChatStore } from './chats.js';
import { conversationNumbered } from './conversation.js';
import { recounting } from './counted-by.js';
import { toJson } from './dialect.js';
import { createDigestStore } from './digests.js';
import { createDirectoryStore, type DirectoryCache } from './directory.js';
import type { Engine } from './engine.js';
import { mustHold } from './leases.js';
import { accountTables, connectedTables, type TableName } from './models.js';
import { createPostedAnswers } from './posted-answers.js';
import { createPrivacyStore } from './privacy.js';
import { queueSums, withExtension } from './queue-questions.js';
import { recount } from './recount.js';
import { pruneCalls, prunePeople } from './retention.js';
import type { Vault } from './vault.js';

export function createAccountStore(
  engine: Engine,
  account: AccountId,
  cache: DirectoryCache,
  vault: Vault,
  owner: string,
  rules: PartRules,
): AccountStore {
  const emptied = async (tables: readonly TableName[]) => {
    await engine.write(async (tx) => {
      for (const table of tables) await tx.query(`DELETE FROM ${table} WHERE account = $1`, [account]);
    });
    cache.delete(account);
  };
  return {
    directory: createDirectoryStore(engine, account, cache),
    calls: createCallStore(engine, account, associationBy(rules)),
    state: createStateStore(engine, account, owner),
    chats: createChatStore(engine, account),
    profiles: createProfileStore(engine, account),
    digests: createDigestStore(engine, account, vault),
    privacy: createPrivacyStore(engine, account),
    audit: createAuditStore(engine, account),
    posted: createPostedAnswers(engine, account),
    activity: createActivityStore(engine, account),
    async forgetCalls() {
      const [calls] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM calls WHERE account = $1', [account]);
      const [people] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM extensions WHERE account = $1', [account]);
      await emptied(connectedTables);
      return { calls: calls?.n ?? 0, people: people?.n ?? 0 };
    },
    erase: () => emptied(accountTables),
  };
}

/** The association by these rules. */
export const associationBy = (rules: PartRules): Association => ({
  version: versionOf(rules),
  associate: (records, directory) => associate(records, directory, rules),
  conversationKeyOf,
});

export function createCallStore(engine: Engine, account: AccountId, association = associationBy(standardRules)): CallStore {
  return {
    upsert: (records, directory, at) => upsertCalls({ engine, account, directory, at, association }, records),
    totals: (question) => totals(engine, account, question),
    list: (question, offset, limit) => list(engine, account, question, offset, limit),
    slots: (question) => slots(engine, account, question),
    last: (subjects, counterpart) => last(engine, account, subjects, counterpart),
    withExtension: (extension) => withExtension(engine, account, extension),
    queue: (question) => queueSums(engine, account, question),
    withNumber: (number) => withNumber(engine, account, number),
    callers: (question, limit) => callers(engine, account, question, limit),
    numbers: (conversations) => numbersOf(engine, account, conversations),
    conversation: (number) => conversationNumbered(engine, account, number),
    recount: (directory, at) => recount({ engine, account, directory, at, association }),
    recounting: () => recounting(engine, account, association.version),
    prune: (before) => pruneCalls(engine, account, before),
  };
}

/** @param owner the process: how far the reading has come is said by who works for the account, and by nobody who did before */
function createStateStore(engine: Engine, account: AccountId, owner: string): StateStore {
  return {
    async callSync() {
      const [row] = await engine.find('call_syncs', { account });
      return row === undefined ? {} : (JSON.parse(row.state) as CallSyncState);
    },
    async heardAt() {
      const [row] = await engine.find('hearings', { account });
      return row?.heard_at ?? null;
    },
    saveHeardAt: (at) => engine.write((tx) => tx.put('hearings', { account, heard_at: at })),
    saveCallSync: (state) =>
      engine.write(async (tx) => {
        await mustHold(tx, account, owner);
        await tx.put('call_syncs', { account, state: toJson(state) });
      }),
  };
}

function createProfileStore(engine: Engine, account: AccountId): ProfileStore {
  return {
    async locale(extension) {
      const [row] = await engine.find('locales', { account, extension });
      if (row === undefined) return null;
      return { locale: { zone: row.zone, language: row.language, hour12: row.hour12 === 1 }, readAt: row.read_at };
    },
    saveLocale: (extension, { zone, language, hour12 }, at) =>
      engine.write((tx) => tx.put('locales', { account, extension, zone, language, hour12: hour12 ? 1 : 0, read_at: at })),
    prune: (before, now) => prunePeople(engine, account, before, now),
  };
}
