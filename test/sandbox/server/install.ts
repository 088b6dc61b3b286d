/** How a bot gets into an account, privately or publicly, and out of it again. */
import { codeLife, returnAddress } from './authorize.js';
import { openConversation, tell } from './membership.js';
import { endSessionsOf } from './tokens.js';
import { type Account, findExtension, type Subscription, type World } from './world.js';

export interface Installation {
  readonly botId: string;
  /** Empty when the bot did not exchange its code. */
  readonly accessToken: string;
  /** HTTP status with which the bot took its token. */
  readonly status: number;
}

export interface BotOfChoice {
  readonly name?: string;
  /** Instead of a new one, for a bot that has the id of another company's. */
  readonly id?: string;
}

export interface BotHost {
  install(account: Account, publicUrl: string, bot?: string | BotOfChoice): Promise<Installation>;
  installPublic(account: Account, publicUrl: string, bot?: string | BotOfChoice): Promise<Installation>;
  uninstall(account: Account): void;
  /** The bot's extension, while it is installed. */
  botId(account: Account): string | undefined;
  /** To be called when a subscription has come to be: a new bot then hears of its own arrival. */
  subscribed(subscription: Subscription): void;
}

export function createBotHost(world: World, clientId: string, scopes: readonly string[]): BotHost {
  const unheard = new Set<string>();

  const own = new Map<Account, string>();

  // There may be bots of others.
  const botOf = (account: Account) => findExtension(account.company, own.get(account) ?? '');

  /** The bot's extension; a new one where there is none yet. What it had of tokens is worth nothing any more. */
  function bring(account: Account, bot: string | BotOfChoice): string {
    const { company } = account;
    const { name = 'Switchboard', id } = typeof bot === 'string' ? { name: bot } : bot;
    const existing = botOf(account);
    const botId = existing?.id ?? id ?? world.newId();
    if (!existing) {
      company.extensions.push({ id: botId, type: 'Bot', status: 'Enabled', name, permissions: [] });
      enter(account, botId);
      own.set(account, botId);
      unheard.add(keyOf(account, botId));
      announceExtensionChange(world, account, botId, 'Create');
    }
    endSessionsOf(world.tokens, { accountId: company.id, extensionId: botId });
    return botId;
  }

  const creatorOf = ({ company }: Account) => ({
    creator_extension_id:
      company.extensions.find((one) => one.type === 'User' && one.permissions?.includes('FullCompanyCallLog'))?.id ?? company.id,
    creator_account_id: company.id,
    client_id: clientId,
  });

  async function install(account: Account, publicUrl: string, bot: string | BotOfChoice = {}): Promise<Installation> {
    const botId = bring(account, bot);
    const accessToken = `B${world.newUuid()}`;
    world.tokens.access.set(accessToken, {
      accessToken,
      clientId,
      accountId: account.company.id,
      extensionId: botId,
      scopes,
      expiresAt: Number.POSITIVE_INFINITY,
      sessionId: world.newUuid(),
    });
    const body = new URLSearchParams({ access_token: accessToken, ...creatorOf(account) });
    const response = await fetch(doorOf(publicUrl), { method: 'POST', body });
    await response.arrayBuffer();
    return { botId, accessToken, status: response.status };
  }

  async function installPublic(account: Account, publicUrl: string, bot: string | BotOfChoice = {}): Promise<Installation> {
    const botId = bring(account, bot);
    const [redirectUri, accountId] = [doorOf(publicUrl), account.company.id];
    const code = `C${world.newUuid()}`;
    world.tokens.codes.set(code, {
      ...{ clientId, accountId, extensionId: botId, redirectUri },
      permanent: true,
      expiresAt: world.now() + codeLife,
    });
    const response = await fetch(returnAddress(redirectUri, { code, ...creatorOf(account) }), { redirect: 'manual' });
    await response.arrayBuffer();
    const token = [...world.tokens.access.values()].find((held) => held.accountId === accountId && held.extensionId === botId);
    return { botId, accessToken: token?.accessToken ?? '', status: response.status };
  }

  function enter(account: Account, botId: string): void {
    const everyone = account.company.chats.find((chat) => chat.type === 'Everyone');
    if (everyone) everyone.members = [...everyone.members, botId];
    openConversation(world, account, [botId]);
  }

  function subscribed({ accountId, extensionId }: Subscription): void {
    const account = world.accounts.get(accountId);
    if (!account || !unheard.delete(keyOf(account, extensionId))) return;
    ownEvent(account, extensionId, 'Create');
    const mine = account.company.chats.filter((chat) => chat.members.includes(extensionId));
    for (const chat of mine) {
      if (chat.type === 'Personal' || chat.type === 'Everyone') tell(world, account, chat, 'GroupJoined', [extensionId]);
    }
  }

  function uninstall(account: Account): void {
    const bot = botOf(account);
    if (!bot) return;
    ownEvent(account, bot.id, 'Delete');
    announceExtensionChange(world, account, bot.id, 'Delete');
    for (const [id, one] of world.subscriptions) {
      if (one.accountId === account.company.id && one.extensionId === bot.id) world.subscriptions.delete(id);
    }
    endSessionsOf(world.tokens, { accountId: account.company.id, extensionId: bot.id });
    bot.deleted = true;
    for (const chat of account.company.chats) chat.members = chat.members.filter((id) => id !== bot.id);
  }

  function ownEvent(account: Account, extensionId: string, eventType: 'Create' | 'Delete'): void {
    world.publish({
      accountId: account.company.id,
      path: `/restapi/v1.0/account/${account.company.id}/extension/${extensionId}`,
      body: { extensionId, eventType, ...(eventType === 'Create' ? { hints: ['ExtensionInfo'] } : { ownerId: extensionId }) },
    });
  }

  return { install, installPublic, uninstall, botId: (account) => botOf(account)?.id, subscribed };
}

const doorOf = (publicUrl: string) => `${publicUrl.replace(/\/$/, '')}/bot/oauth`;
const keyOf = ({ company }: Account, extensionId: string) => `${company.id} ${extensionId}`;

/** What the account's extension list and directory subscriptions hear when somebody comes, changes or goes. */
export function announceExtensionChange(
  world: World,
  account: Account,
  extensionId: string,
  eventType: 'Create' | 'Update' | 'Delete',
): void {
  const accountId = account.company.id;
  const root = `/restapi/v1.0/account/${accountId}`;
  world.publish({
    accountId,
    path: `${root}/extension`,
    body: { extensions: [{ extensionId, eventType, hints: ['ExtensionInfo'] }] },
  });
  const extension = findExtension(account.company, extensionId);
  const { firstName, lastName, name, type, status } = extension ?? {};
  world.publish({
    accountId,
    path: `${root}/directory/entries`,
    body: { contacts: [{ eventType, id: extensionId, type, status, firstName, lastName, name, account: { id: accountId } }] },
  });
}
