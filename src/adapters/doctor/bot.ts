/** Whether the bot is installed, its token alive, and its app allowed what the bot does. */
import { Outage } from '../../core/errors.js';
import { personId } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { BotRow, Bots } from '../credentials.js';
import { accessTokenOf } from '../ringcentral/chatbotCore.js';
import { createTokenCheck } from '../ringcentral/deliveredToken.js';
import { createMessenger } from '../ringcentral/messenger.js';
import type { Api } from '../ringcentral/request.js';
import { listSubscriptions } from '../ringcentral/subscriptionCalls.js';
import type { ListedSubscription } from '../ringcentral/subscriptionPlan.js';
import { type Finding, fine, missing, type Verdict, wrong } from './examine.js';

interface World {
  readonly server: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The one that was installed last is the one that subscribes.
 * @param account the operator's own; undefined where it has none, or it is not known
 */
export async function checkInstalled(bots: Pick<Bots, 'all'>, account: string | undefined): Promise<Verdict<BotRow>> {
  const installed = await bots.all();
  const bot = installed.findLast((each) => each.account === account) ?? installed.at(-1);
  return bot ? fine(`extension ${bot.id}`, bot) : missing('not installed yet');
}

/**
 * readExtension with the bot's token.
 * @param account the reader's; null where it is not known
 */
export async function checkToken(bot: BotRow, account: string | null, world: World): Promise<Verdict<true>> {
  const accessToken = accessTokenOf(bot);
  try {
    const owner = await createTokenCheck(world)(accessToken);
    if (owner.type !== 'Bot') return wrong(`belongs to an extension of type ${owner.type || 'unknown'}, not to a bot`);
    if (owner.extension !== bot.id) return wrong('belongs to another bot');
    if (account !== null && owner.account !== account) return wrong('the bot and the reader are of different accounts');
    return fine('alive', true);
  } catch (error) {
    if (error instanceof Outage && error.status === 401) return wrong(`RingCentral does not take it any more (${error.reason})`);
    if (error instanceof Outage && error.status === 403) return { findings: [lacks('ReadAccounts', 'an install is refused')] };
    throw error;
  }
}

export interface LivingBot {
  readonly self: string;
  readonly api: Api;
  readonly listed: readonly ListedSubscription[];
}

/** A bot's token need not tell its permissions, so each is tried with a request that reads. */
export async function checkBotPermissions(bot: BotRow, world: World): Promise<Verdict<LivingBot>> {
  const { api } = await createMessenger({ ...world, self: personId(bot.id), accessToken: accessTokenOf(bot) });
  const listed = await allowed(listSubscriptions(api));
  const path = `/team-messaging/v1/persons/${encodeURIComponent(bot.id)}`;
  const talks = await allowed(api.answer({ operation: 'readGlipPersonNew', group: 'Light', priority: 'people', path }));
  const absent = [
    ...(talks === null ? [lacks('TeamMessaging', 'the bot can neither read nor write')] : []),
    ...(listed === null ? [lacks('SubscriptionWebhook', 'the bot hears nothing')] : []),
  ];
  const value = listed === null ? undefined : { self: bot.id, api, listed };
  if (absent.length > 0) return { findings: absent, value };
  return fine('ReadAccounts, TeamMessaging and SubscriptionWebhook are given', value as LivingBot);
}

/** Null where the app may not. */
async function allowed<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Outage && error.status === 403) return null;
    throw error;
  }
}

const lacks = (name: string, breaks: string): Finding => ({
  item: `bot app: ${name}`,
  state: 'missing',
  says: 'the app has not got it',
  breaks,
  fix: 'developer console, the bot app, Settings; then install again; README, Install for real, steps 3 and 6',
});
