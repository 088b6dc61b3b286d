/** Who does not want to be seen by colleagues; a choice that outlives the bot's removal from the company, and ends with its data. */
import { type AccountId, extensionId } from '../../core/model.js';
import type { PrivacyStore } from '../../ports.js';
import type { Engine } from './engine.js';

export const createPrivacyStore = (engine: Engine, account: AccountId): PrivacyStore => ({
  async hidden() {
    const rows = await engine.query<{ extension: string }>('SELECT extension FROM hidden_people WHERE account = $1', [account]);
    return new Set(rows.map((row) => extensionId(row.extension)));
  },
  hide: (extension, at) => engine.write((tx) => tx.put('hidden_people', { account, extension, hidden_at: at })),
  show: (extension) => engine.write((tx) => tx.remove('hidden_people', { account, extension })),
});
