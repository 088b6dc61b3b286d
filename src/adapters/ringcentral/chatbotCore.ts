/**
 * The chatbot framework behind our guards: its install route and its removal event, over our own bots.
 *
 * Everything else of it stays unused: it never sees a post, and its admin routes do not exist.
 */
import { accountId } from '../../core/model.js';
import type { BotRow, Bots } from '../credentials.js';

export interface ChatbotCoreOptions {
  readonly bots: Bots;
  readonly clock: { now(): number };
  /** After the row stands; the subscriptions are the job's business. */
  readonly installed: (row: BotRow) => Promise<void> | void;
  /** Its row still stands. */
  readonly removed: (row: BotRow) => Promise<void> | void;
}

/** The body the install guard hands on: checked, and told whose token it is. */
export interface InstallBody {
  readonly access_token: string;
  readonly owner_id: string;
  readonly owner_account_id: string;
  readonly [field: string]: unknown;
}

const environment = {
  // It insists on one at import. No connection is made and no file appears, since its own model is never used.
  RINGCENTRAL_CHATBOT_DATABASE_CONNECTION_URI: 'sqlite:unused',
  RINGCENTRAL_CHATBOT_ADMIN_USERNAME: undefined,
  RINGCENTRAL_CHATBOT_ADMIN_PASSWORD: undefined,
  USE_HEROKU_POSTGRES: undefined,
  DIALECT: undefined,
} as const;

/** Puts the framework's routes `/bot/oauth` and `/bot/webhook` on a sub-application of their own. Loads it at the first call. */
export async function mountChatbotCore<App>(app: App, options: ChatbotCoreOptions): Promise<App> {
  const kept = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  apply(Object.entries(environment));
  try {
    const { extendApp } = await import('ringcentral-chatbot-core/dist/index.js');
    extendApp(app, [], handler(options), { adminRoute: '/admin', botRoute: '/bot', models: { Bot: botModel(options) } });
    return app;
  } finally {
    apply(kept);
  }
}

function apply(values: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of values) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** The framework awaits this before it answers. */
const handler = (options: ChatbotCoreOptions) => async (event: { type?: string; bot?: { row?: BotRow } | null }) => {
  const row = event.bot?.row;
  if (event.type === 'BotAdded' && row) await options.installed(row);
  if (event.type === 'BotRemoved' && row) await options.removed(row);
  return false;
};

/** What the framework knows a bot by: other companies may have the same ids. */
export const botKey = (account: string, id: string): string => `${account} ${id}`;

/** What the framework asks of a Bot model; it was tried with a plain object. */
function botModel(options: ChatbotCoreOptions) {
  const { bots, clock } = options;
  const found = async (key: string) => {
    const [account = '', id = ''] = key.split(' ');
    const row = await bots.find(accountId(account), id);
    return row && facade(row);
  };
  return {
    init: async ({ token }: { token: InstallBody }) => {
      const { owner_id: id, owner_account_id: account } = token;
      const row: BotRow = {
        id,
        account: accountId(account),
        token: JSON.stringify({ ...token, token_type: 'bearer', expires_in: 2_147_483_647 }),
        installedAt: clock.now(),
      };
      await bots.save(row);
      return facade(row);
    },
    findByPk: found,
    findAll: async () => (await bots.all()).map((row) => facade(row)),
    sync: async () => {},
  };
}

function facade(row: BotRow) {
  return {
    id: botKey(row.account, row.id),
    row,
    // Not a field: whatever prints a bot does not print its token.
    get token() {
      return JSON.parse(row.token) as unknown;
    },
    setupWebHook: async () => {},
    ensureWebHook: async () => {},
    getGroup: async (id: string) => ({ id, members: [] }),
    check: async () => true,
    // What was removed is deleted as a whole, and in order, by `removed`.
    remove: async () => {},
    // Reached from a chat in the framework: a token is replaced by an install, and by nothing else.
    updateToken: async () => {},
    rename: async () => {},
    setAvatar: async () => {},
    getSubscriptions: async () => [],
  };
}

/** The access token of a row. */
export function accessTokenOf(row: BotRow): string {
  const token: unknown = JSON.parse(row.token);
  const value = typeof token === 'object' && token !== null && 'access_token' in token ? token.access_token : undefined;
  if (typeof value !== 'string') throw new Error('a bot row holds no access token');
  return value;
}
