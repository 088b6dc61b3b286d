/** Takes the platform's events: claims what matters, answers, and only then has the work done. */
import type { RequestHandler, Response } from 'express';
import type { PlatformEvent } from '../../core/event.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import { parseEvent } from '../ringcentral/event.js';
import { parseJson } from '../ringcentral/wire.js';
import { withTimeLimit } from '../timeLimit.js';
import { end, type Verified, type WebhookIdentity } from './guard.js';

export interface WebhookOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'webhookRefused' | 'delivered'>;
  /** Whether an extension is an installed bot of ours. */
  readonly isBot: (extension: string) => boolean;
  /** Makes sure that the event is not lost, no more: the platform waits. Its rejection is answered with 500. */
  readonly receive: (event: PlatformEvent, identity: WebhookIdentity) => Promise<void>;
  /** After the answer: now there is time. */
  readonly handOn: (event: PlatformEvent, identity: WebhookIdentity) => void;
}

/** The platform gives up after three seconds and, if that happens often, for good. */
const longestClaimMs = 2500;

/** Stands behind the guard. Only a verified removal of a bot goes on to the next handler. */
export function webhook(options: WebhookOptions): RequestHandler {
  const { clock, log, metrics } = options;

  const handOn = (event: PlatformEvent, identity: WebhookIdentity) => {
    try {
      options.handOn(event, identity);
    } catch (error) {
      log.error('handing an event on failed', { kind: event.kind, error });
    }
  };

  return async (req, res, next) => {
    const { identity, raw } = res.locals.verified as Verified;
    const body = parseJson(raw.toString('utf8'));
    if (body === undefined) {
      metrics.webhookRefused('json');
      return end(res, 400);
    }
    const event = parseEvent(body, { at: clock.now(), isBot: (id) => identity === 'bot' && options.isBot(id) });
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
    const claim = options.receive(event, identity);
    if (!(await inTime(claim, res, (error) => log.error('an event was not taken', { kind: event.kind, error })))) {
      // Too late for this answer, but not lost where the claim stands after all.
      claim.then(
        () => handOn(event, identity),
        () => {},
      );
      return;
    }
    metrics.delivered(event.kind);
    if (event.kind === 'bot removed') {
      res.on('finish', () => handOn(event, identity));
      req.body = { ownerId: event.owner, body: { eventType: 'Delete', extensionId: event.owner, ownerId: event.owner } };
      // Tells the older body parser behind us that the stream was read.
      Object.assign(req, { _body: true });
      return next();
    }
    // Answer before work: the platform suspends slow webhooks for good.
    end(res, 200);
    handOn(event, identity);
  };
}

const ofChats: ReadonlySet<PlatformEvent['kind']> = new Set([
  'post added',
  'chat joined',
  'chat left',
  'chat changed',
  'bot removed',
]);

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
