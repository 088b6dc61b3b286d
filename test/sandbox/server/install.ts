/** How a private bot gets into an account and out of it again. */
import { createHmac } from 'node:crypto';
import { openConversation, tell } from './membership.js';
import { type Account, findExtension, type Subscription, type World } from './world.js';

export interface Installation {
  readonly botId: string;
  readonly accessToken: string;
  /** HTTP status with which the bot took its token. */
  readonly status: number;
}

export interface BotHost {
  install(account: Account, publicUrl: string, name?: string): Promise<Installation>;
  uninstall(account: Account): void;
  /** To be called when a subscription has come to be: a new bot then hears of its own arrival. */
  subscribed(subscription: Subscription): void;
}

export function createBotHost(world: World, clientId: string, scopes: readonly string[]): BotHost {
  const unheard = new Set<string>();

  const botOf = (account: Account) => account.company.extensions.find((one) => one.type === 'Bot' && !one.deleted);

  async function install(account: Account, publicUrl: string, name = 'Switchboard'): Promise<Installation> {
    const { company } = account;
    const existing = botOf(account);
    const botId = existing?.id ?? world.newId();
    if (!existing) {
      company.extensions.push({ id: botId, type: 'Bot', status: 'Enabled', name, permissions: [] });
      enter(account, botId);
      unheard.add(botId);
      announceExtension(account, botId, 'Create');
    }
    forgetTokens(botId);
    const accessToken = `B${createHmac('sha256', 'bot').update(world.newUuid()).digest('hex')}`;
    world.tokens.access.set(accessToken, {
      accessToken,
      clientId,
      accountId: company.id,
      extensionId: botId,
      scopes,
      expiresAt: Number.POSITIVE_INFINITY,
      sessionId: world.newUuid(),
    });
    const admin = company.extensions.find((one) => one.type === 'User' && one.permissions?.includes('FullCompanyCallLog'));
    const body = new URLSearchParams({
      access_token: accessToken,
      creator_extension_id: admin?.id ?? company.id,
      creator_account_id: company.id,
      client_id: clientId,
    });
    const response = await fetch(`${publicUrl.replace(/\/$/, '')}/bot/oauth`, { method: 'POST', body });
    await response.arrayBuffer();
    return { botId, accessToken, status: response.status };
  }

  function enter(account: Account, botId: string): void {
    const everyone = account.company.chats.find((chat) => chat.type === 'Everyone');
    if (everyone) everyone.members = [...everyone.members, botId];
    openConversation(world, account, [botId]);
  }

  function subscribed({ accountId, extensionId }: Subscription): void {
    const account = world.accounts.get(accountId);
    if (!account || !unheard.delete(extensionId)) return;
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
    announceExtension(account, bot.id, 'Delete');
    for (const [id, subscription] of world.subscriptions) if (subscription.extensionId === bot.id) world.subscriptions.delete(id);
    forgetTokens(bot.id);
    bot.deleted = true;
    for (const chat of account.company.chats) chat.members = chat.members.filter((id) => id !== bot.id);
  }

  function forgetTokens(botId: string): void {
    for (const [token, { extensionId }] of world.tokens.access) if (extensionId === botId) world.tokens.access.delete(token);
  }

  function ownEvent(account: Account, extensionId: string, eventType: 'Create' | 'Delete'): void {
    world.publish({
      accountId: account.company.id,
      path: `/restapi/v1.0/account/${account.company.id}/extension/${extensionId}`,
      body: { extensionId, eventType, ...(eventType === 'Create' ? { hints: ['ExtensionInfo'] } : { ownerId: extensionId }) },
    });
  }

  function announceExtension(account: Account, extensionId: string, eventType: 'Create' | 'Delete'): void {
    announceExtensionChange(world, account, extensionId, eventType);
  }

  return { install, uninstall, subscribed };
}

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
