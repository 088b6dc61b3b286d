/** What is encrypted for longer than a moment: the tokens of installed bots, and small secrets by name. */
import { type AccountId, accountId } from '../../core/model.js';
import type { BotRow, Bots, SecretStore } from '../credentials.js';
import { withCredentials } from './changes.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';
import type { Vault } from './vault.js';

export function createBots(engine: Engine, vault: Vault): Bots {
  const botOf = (row: Row<'bots'>): BotRow => ({
    id: row.id,
    account: accountId(row.account),
    token: vault.open(row.token, 'bots', row.id),
    installedAt: row.installed_at,
  });
  return {
    async find(account, id) {
      const [row] = await engine.find('bots', { account, id });
      return row === undefined ? null : botOf(row);
    },
    async all() {
      const rows = await engine.find('bots', {});
      return rows.map(botOf).sort((a, b) => a.installedAt - b.installedAt);
    },
    save: ({ id, account, token, installedAt }) =>
      withCredentials(engine, async (tx) => {
        const seal = await vault.sealing(tx);
        await tx.put('bots', { account, id, token: seal(token, 'bots', id), installed_at: installedAt });
      }),
    remove: (account, id) => withCredentials(engine, (tx) => tx.remove('bots', { account, id })),
  };
}

/** Those of the whole installation. */
export function createSecretStore(engine: Engine, vault: Vault): SecretStore {
  return {
    async read(name) {
      const [row] = await engine.find('secrets', { name });
      return row === undefined ? null : vault.open(row.value, 'secrets', name);
    },
    write: (name, value) =>
      withCredentials(engine, async (tx) => {
        const seal = await vault.sealing(tx);
        await tx.put('secrets', { name, value: seal(value, 'secrets', name) });
      }),
    remove: (name) => withCredentials(engine, (tx) => tx.remove('secrets', { name })),
  };
}

/** Those of one account; they go with it. */
export function createAccountSecrets(engine: Engine, vault: Vault, account: AccountId): SecretStore {
  const boundTo = (name: string) => `${account} ${name}`;
  return {
    async read(name) {
      const [row] = await engine.find('account_secrets', { account, name });
      return row === undefined ? null : vault.open(row.value, 'account_secrets', boundTo(name));
    },
    write: (name, value) =>
      withCredentials(engine, async (tx) => {
        const seal = await vault.sealing(tx);
        await tx.put('account_secrets', { account, name, value: seal(value, 'account_secrets', boundTo(name)) });
      }),
    remove: (name) => withCredentials(engine, (tx) => tx.remove('account_secrets', { account, name })),
  };
}
