/** Who is connected, by account: the bots that are installed, the operator's reader, and the readers people consented to. */
import { type AccountId, accountId, personId } from '../../core/model.js';
import type { Clock, Connection, Connections, Log, Metrics } from '../../ports.js';
import type { BotRow, Bots, Consent, Consents, SecretStore } from '../credentials.js';
import type { Subscribers } from './accountSubscriptions.js';
import { accessTokenOf, botKey } from './chatbotCore.js';
import { createEnvironmentReader, unknownAccount } from './environmentReader.js';
import { type BotMessenger, createMessenger } from './messenger.js';
import type { ConnectedReader } from './reader.js';
import { refreshGrant } from './refreshGrant.js';
import type { Grant } from './session.js';

export interface LiveConnections extends Connections {
  readonly subscribers: Subscribers;
  /** Asks the operator's reader whose account it reads; that account when it became known. */
  connectReader(): Promise<AccountId | null>;
  addBot(row: BotRow): Promise<void>;
  removeBot(account: AccountId, id: string): void;
  /** The accounts in which this extension is an installed bot. */
  accountsOf(bot: string): readonly AccountId[];
  /** readTMCompanyInfoNew by the account's bot; empty where it does not tell. */
  companyName(account: AccountId): Promise<string>;
  addConsent(consent: Consent): void;
  removeConsent(account: AccountId): void;
  readerOf(account: AccountId): ConnectedReader | null;
  /** Every account that has a bot or a reader. */
  accounts(): readonly AccountId[];
  /** The account of the operator's configuration; null until it is known. */
  operatorAccount(): AccountId | null;
  /** The accounts whose bot was uninstalled and not installed again. */
  uninstalled(): readonly AccountId[];
  /** Remembered beyond the process and the account's data, for the operator's reader would go on reading. */
  setUninstalled(account: AccountId, uninstalled: boolean): Promise<void>;
  /** The accounts there is work for, `unknownAccount` among them while the operator's reader has not told whose it reads. */
  working(): readonly AccountId[];
  /** Reads anew what other processes may have written: the accounts that were left meanwhile, and those with a new bot or consent. */
  reload(): Promise<{ readonly left: readonly AccountId[]; readonly changed: readonly AccountId[] }>;
}

export interface ConnectionsOptions {
  readonly server: string;
  /** The operator's reader. */
  readonly reader: ConnectedReader | null;
  /** Null where no reader app is configured. */
  readonly readerBy: ((grant: Grant, mayAsk: () => boolean) => ConnectedReader) | null;
  readonly bots: Bots;
  readonly consents: Consents;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether this process works for an account. */
  readonly holds: (account: AccountId) => boolean;
  /** A consent is gone: awaited before that is noted. */
  readonly lost: (consent: Pick<Consent, 'account' | 'person' | 'connectedAt'>) => Promise<void>;
}

interface Consented {
  readonly reader: ConnectedReader | null;
  readonly by: Pick<Consent, 'account' | 'person' | 'connectedAt'>;
  lostAt: number | null;
}

/** The name under which the store keeps the accounts whose bot was uninstalled; no data of theirs. */
export const uninstalledName = 'uninstalled-accounts';

export async function createConnections(options: ConnectionsOptions): Promise<LiveConnections> {
  const { clock, consents, secrets } = options;
  const bots = new Map<string, { readonly row: BotRow; readonly account: AccountId; readonly messenger: BotMessenger }>();
  const consented = new Map<AccountId, Consented>();
  const operator = options.reader ? await createEnvironmentReader({ ...options, reader: options.reader }) : null;
  const left = async () => new Set((await secrets.read(uninstalledName))?.split(' ').filter(Boolean).map(accountId));
  let uninstalled = await left();

  const addBot = async (row: BotRow) => {
    const messenger = await createMessenger({
      ...options,
      self: personId(row.id),
      accessToken: accessTokenOf(row),
      mayAsk: () => options.holds(row.account),
    });
    bots.set(botKey(row.account, row.id), { row, account: row.account, messenger });
  };
  const addConsent = ({ account, person, connectedAt, lostAt }: Consent) => {
    const by = { account, person, connectedAt };
    const entry: { -readonly [Key in keyof Consented]: Consented[Key] } = { reader: null, by, lostAt };
    const lost = async () => {
      if (entry.lostAt !== null) return;
      await options.lost(by);
      entry.lostAt = clock.now();
    };
    entry.reader = options.readerBy?.(refreshGrant({ consent: by, consents, clock, lost }), () => options.holds(account)) ?? null;
    consented.set(account, entry);
  };
  /** The accounts of which a bot or a consent is new. */
  const readRows = async (): Promise<readonly AccountId[]> => {
    const changed = new Set<AccountId>();
    const rows = new Map((await options.bots.all()).map((row) => [botKey(row.account, row.id), row]));
    for (const [key, row] of rows) {
      const known = bots.get(key)?.row;
      if (known?.token === row.token && known.installedAt === row.installedAt) continue;
      await addBot(row);
      changed.add(row.account);
    }
    for (const key of bots.keys()) if (!rows.has(key)) bots.delete(key);
    const given = new Map((await consents.all()).map((consent) => [consent.account, consent]));
    for (const [account, consent] of given) {
      const known = consented.get(account);
      if (known?.by.connectedAt === consent.connectedAt && known.lostAt === consent.lostAt) continue;
      addConsent(consent);
      changed.add(account);
    }
    for (const account of consented.keys()) if (!given.has(account)) consented.delete(account);
    return [...changed];
  };
  await readRows();

  /** The operator's configuration goes before a consent to the same account. */
  const living = (account: AccountId): ConnectedReader | null => {
    if (uninstalled.has(account)) return null;
    if (operator?.account() === account) return operator.reader;
    const entry = consented.get(account);
    return entry && entry.lostAt === null ? entry.reader : null;
  };
  const accounts = () => {
    const own = operator?.account();
    return [...new Set([...(own ? [own] : []), ...[...bots.values()].map((bot) => bot.account), ...consented.keys()])];
  };

  return {
    addBot,
    addConsent,
    accounts,
    removeBot: (account, id) => void bots.delete(botKey(account, id)),
    accountsOf: (id) => [...bots.values()].flatMap(({ account, messenger }) => (messenger.self === id ? [account] : [])),
    companyName: async (account) => {
      const bot = [...bots.values()].find((each) => each.account === account);
      return (await bot?.messenger.companyName().catch(() => '')) ?? '';
    },
    bots: () => [...bots.values()],
    readers: () =>
      accounts().flatMap((account) => {
        const reader = living(account);
        return reader ? [{ account, reader }] : [];
      }),
    readerOf: living,
    connectionOf(account): Connection | null {
      if (operator?.account() === account) return { kind: 'operator' };
      const entry = consented.get(account);
      return entry ? { kind: 'consent', by: entry.by.person, at: entry.by.connectedAt, lostAt: entry.lostAt } : null;
    },
    removeConsent: (account) => void consented.delete(account),
    async refresh(account) {
      await living(account)?.scopes();
    },
    operatorAccount: () => operator?.account() ?? null,
    uninstalled: () => [...uninstalled],
    wasUninstalled: (account) => uninstalled.has(account),
    async setUninstalled(account, is) {
      if (uninstalled.has(account) === is) return;
      const next = is ? [...uninstalled, account] : [...uninstalled].filter((each) => each !== account);
      await (next.length === 0 ? secrets.remove(uninstalledName) : secrets.write(uninstalledName, next.join(' ')));
      if (is) uninstalled.add(account);
      else uninstalled.delete(account);
    },
    working: () => (operator && operator.account() === null ? [unknownAccount, ...accounts()] : accounts()),
    async reload() {
      const before = uninstalled;
      uninstalled = await left();
      await operator?.reload();
      const changed = await readRows();
      return { changed, left: [...uninstalled].filter((account) => !before.has(account)) };
    },
    connectReader: async () => (await operator?.connect()) ?? null,
    subscribers: {
      bot: async (account) => {
        const newest = [...bots.values()].filter((bot) => bot.account === account).at(-1);
        return newest ? { self: newest.messenger.self, api: newest.messenger.api } : null;
      },
      reader: async (account) => {
        const reader = living(account);
        if (!reader || (reader === operator?.reader && !operator.confirmed())) return null;
        return { self: (await reader.identity()).extension, api: reader.api, scopes: await reader.scopes() };
      },
    },
  };
}
