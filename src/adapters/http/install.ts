/** Who may install: only the bot app of the settings, with the token of a bot in the reader's own account. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Clock, Log } from '../../ports.js';
import type { InstallBody } from '../ringcentral/chatbotCore.js';
import type { Identity } from '../ringcentral/identity.js';
import { limitPerAddress } from './limits.js';

export interface InstallOptions {
  /** Absent where the bot app is not configured. */
  readonly clientId?: string | undefined;
  /** Whose token it is, as the platform says. Rejects with Outage. */
  readonly check: (accessToken: string) => Promise<Identity>;
  /** The one account whose bots may be installed; null where no reader is connected. Rejects with Outage. */
  readonly account: () => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Log;
}

const id = z.union([z.string(), z.number()]).transform(String).optional();
const installBody = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  client_id: z.string().min(1),
  creator_extension_id: id,
  creator_account_id: id,
});

const attemptsPerMinute = 10;
const readJson = express.json({ limit: '16kb' });
const readForm = express.urlencoded({ extended: false, limit: '16kb' });

/** Answers every refusal itself; an accepted install goes on with `InstallBody`. No answer and no log line holds the token. */
export function guardInstall(options: InstallOptions): RequestHandler[] {
  const { clock, log } = options;

  const refuse = (res: Response, status: number, reason: string, sentence: string) => {
    log.warn('install refused', { reason, status });
    res.status(status).json({ error: sentence });
  };

  const onlyPost: RequestHandler = (req, res, next) => {
    if (req.method === 'POST') return next();
    if (req.method === 'GET')
      return refuse(res, 400, 'public install', 'Public installs are not available; install the bot from the Developer Console.');
    res.set('Allow', 'POST');
    refuse(res, 405, 'method', 'An install is a POST.');
  };

  const readBody: RequestHandler = (req, res, next) => {
    if (options.clientId === undefined) return refuse(res, 503, 'not configured', 'The bot app is not configured here yet.');
    const body = installBody.safeParse(req.body);
    if (!body.success) return refuse(res, 400, 'body', 'An install needs access_token and client_id.');
    if (body.data.client_id !== options.clientId)
      return refuse(res, 403, 'client id', 'This is not the app that is configured here.');
    req.body = body.data;
    next();
  };

  /** Counts what RingCentral would be asked about, and nothing that is refused before. */
  const limitAttempts = limitPerAddress({
    clock,
    perMinute: attemptsPerMinute,
    refuse: (res) => refuse(res, 429, 'attempts', 'Too many installs; try again in a minute.'),
  });

  const verify = async (req: Request, res: Response): Promise<InstallBody | undefined> => {
    const body = req.body as z.output<typeof installBody>;
    const account = await options.account();
    if (account === null)
      return void refuse(
        res,
        503,
        'no reader',
        'No RingCentral account is connected here yet; connect the reader, then install again.',
      );
    const owner = await options.check(body.access_token);
    if (owner.type !== 'Bot') return void refuse(res, 403, 'not a bot', 'The token does not belong to a bot.');
    if (owner.account !== account)
      return void refuse(res, 403, 'other account', 'The bot belongs to another RingCentral account.');
    return { ...body, owner_id: owner.extension, owner_account_id: owner.account };
  };

  const guard: RequestHandler = async (req, res, next) => {
    try {
      const accepted = await verify(req, res);
      if (!accepted) return;
      req.body = accepted;
      // Tells the older body parser behind us that the stream was read.
      Object.assign(req, { _body: true });
      next();
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      if (error.reason.startsWith('readExtension') && (error.status === 401 || error.status === 403)) {
        return refuse(res, 403, 'token', 'RingCentral does not accept the token.');
      }
      refuse(res, 503, error.reason, 'RingCentral cannot be reached to check the install; try again in a few minutes.');
    }
  };

  return [onlyPost, readJson, readForm, readBody, limitAttempts, guard];
}
