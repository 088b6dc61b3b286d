/** Takes the platform's events: claims what matters, answers, and only then has the work done. */
import type { RequestHandler, Response } from 'express';
import type { PlatformEvent } from '../../core/event.js';
import type { AccountId } from '../../core/model.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import { botKey } from '../ringcentral/chatbotCore.js';
import { accountIn, parseEvent } from '../ringcentral/event.js';
import { parseJson } from '../ringcentral/wire.js';
import { withTimeLimit } from '../timeLimit.js';
import { end, type Speaker, type Verified } from './guard.js';

export interface WebhookOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'webhookRefused' | 'delivered'>;
  /** The accounts in which this extension is an installed bot of ours. */
  readonly accountsOf: (bot: string) => readonly AccountId[];
  /** Makes sure that the event is not lost, no more: the platform waits. Its rejection is answered with 500. */
  readonly receive: (event: PlatformEvent, account: AccountId) => Promise<void>;
  /** After the answer: now there is time. */
  readonly handOn: (event: PlatformEvent, account: AccountId) => void;
}

/** The platform gives up after three seconds and, if that happens often, for good. */
const longestClaimMs = 2500;

/** Stands behind the guard. Only a verified removal of a bot goes on to the next handler. */
export function webhook(options: WebhookOptions): RequestHandler {
  const { clock, log, metrics } = options;

  const handOn = (event: PlatformEvent, account: AccountId) => {
    try {
      options.handOn(event, account);
    } catch (error) {
      log.error('handing an event on failed', { kind: event.kind, error });
    }
  };

  return async (req, res, next) => {
    const { speaker, raw } = res.locals.verified as Verified;
    const { identity } = speaker;
    const body = parseJson(raw.toString('utf8'));
    if (body === undefined) {
      metrics.webhookRefused('json');
      return end(res, 400);
    }
    const event = parseEvent(body, {
      at: clock.now(),
      isBot: (id) => identity === 'bot' && options.accountsOf(id).some((account) => (speaker.account ?? account) === account),
    });
    if (event === null) {
      // It is the platform that speaks, in words we do not know: a refusal would end the subscription.
      metrics.webhookRefused('shape');
      log.debug('event not understood', { identity });
      return end(res, 200);
    }
    if (identity === 'reader' && ofChats.has(event.kind)) {
      // The reader subscribes to people and calls alone: with its token nobody speaks for a chat.
      metrics.webhookRefused('identity');
      return end(res, 200);
    }
    const account = accountOf(speaker, event, body, options);
    if (account === null) {
      // With the token of one company nobody speaks for another: the platform never does, so that this is no word to it.
      metrics.webhookRefused('account');
      return end(res, isOfAnother(speaker, event, body, options) ? 403 : 200);
    }
    const claim = options.receive(event, account);
    if (!(await inTime(claim, res, (error) => log.error('an event was not taken', { kind: event.kind, error })))) {
      // Too late for this answer, but not lost where the claim stands after all.
      claim.then(
        () => handOn(event, account),
        () => {},
      );
      return;
    }
    metrics.delivered(event.kind);
    if (event.kind === 'bot removed') {
      res.on('finish', () => handOn(event, account));
      const bot = botKey(account, event.owner);
      req.body = { ownerId: bot, body: { eventType: 'Delete', extensionId: bot, ownerId: bot } };
      // Tells the older body parser behind us that the stream was read.
      Object.assign(req, { _body: true });
      return next();
    }
    // Answer before work: the platform suspends slow webhooks for good.
    end(res, 200);
    handOn(event, account);
  };
}

const ofChats: ReadonlySet<PlatformEvent['kind']> = new Set([
  'post added',
  'chat joined',
  'chat left',
  'chat changed',
  'bot removed',
]);

/** The account the event is of; null where its owner, or the account its name tells, is not the one the token stands for. */
function accountOf(
  speaker: Speaker,
  event: PlatformEvent,
  body: unknown,
  { accountsOf }: Pick<WebhookOptions, 'accountsOf'>,
): AccountId | null {
  const candidates = speaker.account === null ? accountsOf(event.owner) : [speaker.account];
  const [account, ...others] = candidates;
  if (account === undefined || others.length > 0) return null;
  if (speaker.owner !== undefined && speaker.owner !== event.owner) return null;
  const named = accountIn(body);
  return named === undefined || named === account ? account : null;
}

/** The token stands for one account, and the event is of a bot of another, or names another. */
function isOfAnother(
  { account }: Speaker,
  { owner }: PlatformEvent,
  body: unknown,
  { accountsOf }: Pick<WebhookOptions, 'accountsOf'>,
): boolean {
  if (account === null) return false;
  const owners = accountsOf(owner);
  const named = accountIn(body);
  return (owners.length > 0 && !owners.includes(account)) || (named !== undefined && named !== account);
}

/** Answers 500 where the claim fails or takes too long. */
async function inTime(claim: Promise<void>, res: Response, failed: (error: unknown) => void): Promise<boolean> {
  try {
    await withTimeLimit(claim, longestClaimMs, 'took too long');
    return true;
  } catch (error) {
    failed(error);
    end(res, 500);
    return false;
  }
}
