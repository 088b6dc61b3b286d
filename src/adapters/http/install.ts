/** Who may install: only the bot app of the settings, with the token of a bot in an account that is allowed. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { AccountId } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { InstallBody } from '../ringcentral/chatbotCore.js';
import type { Identity } from '../ringcentral/identity.js';
import { limitPerAddress } from './limits.js';
import { sendPage } from './page.js';

/** `private`: the platform delivers a token; `public`: a company's administrator comes with a code. */
type InstallWay = 'private' | 'public';

export interface InstallOptions {
  /** Absent where the bot app is not configured. */
  readonly clientId?: string | undefined;
  /** Whose token it is, as the platform says. Rejects with Outage. */
  readonly check: (accessToken: string) => Promise<Identity>;
  /** Whether it is known by now whose bots may be installed. Rejects with Outage. */
  readonly ready: (way: InstallWay) => Promise<boolean>;
  /** Whether bots of this account may be installed. */
  readonly allows: (account: AccountId, way: InstallWay) => boolean;
  /** Exchanges the code of a public install for the bot's token; null where only private installs are taken. Rejects with Outage. */
  readonly exchange: ((code: string) => Promise<string>) | null;
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
/** Whoever the query says installed it is not believed: the token tells whose bot it is. */
const installQuery = z.object({ code: z.string().regex(/^[\x21-\x7e]{1,4096}$/), client_id: z.string().min(1).optional() });

const attemptsPerMinute = 10;
const readJson = express.json({ limit: '16kb' });
const readForm = express.urlencoded({ extended: false, limit: '16kb' });

/** Answers every refusal itself; an accepted install goes on with `InstallBody`. No answer and no log line holds the token. */
export function guardInstall(options: InstallOptions): RequestHandler[] {
  const { clock, log } = options;

  const refuse = (res: Response, status: number, reason: string, sentence: string) => {
    log.warn('install refused', { reason, status });
    if (res.req.method === 'GET') return sendPage(res, status, { title: 'Switchboard was not installed', lines: [sentence] });
    res.status(status).json({ error: sentence });
  };

  const onlyInstalls: RequestHandler = (req, res, next) => {
    if (req.method === 'POST' || (req.method === 'GET' && options.exchange)) return next();
    if (req.method === 'GET')
      return refuse(res, 400, 'public install', 'Public installs are not available; install the bot from the Developer Console.');
    res.set('Allow', 'POST');
    refuse(res, 405, 'method', 'An install is a POST.');
  };

  const readRequest: RequestHandler = (req, res, next) => {
    if (options.clientId === undefined) return refuse(res, 503, 'not configured', 'The bot app is not configured here yet.');
    const asked = req.method === 'GET' ? installQuery.safeParse(req.query) : installBody.safeParse(req.body);
    if (!asked.success && req.method === 'GET') return refuse(res, 403, 'query', 'This is not the way back from an install.');
    if (!asked.success) return refuse(res, 400, 'body', 'An install needs access_token and client_id.');
    if ((asked.data.client_id ?? options.clientId) !== options.clientId)
      return refuse(res, 403, 'client id', 'This is not the app that is configured here.');
    res.locals.asked = asked.data;
    next();
  };

  /** Counts what RingCentral would be asked about, and nothing that is refused before. */
  const limitAttempts = limitPerAddress({
    clock,
    perMinute: attemptsPerMinute,
    refuse: (res) => refuse(res, 429, 'attempts', 'Too many installs; try again in a minute.'),
  });

  const verify = async (req: Request, res: Response): Promise<InstallBody | undefined> => {
    const way: InstallWay = req.method === 'GET' ? 'public' : 'private';
    if (!(await options.ready(way)))
      return void refuse(
        res,
        503,
        'no reader',
        'No RingCentral account is connected here yet; connect the reader, then install again.',
      );
    const token =
      way === 'public'
        ? await options.exchange?.((res.locals.asked as z.output<typeof installQuery>).code)
        : (res.locals.asked as z.output<typeof installBody>).access_token;
    if (token === undefined) return undefined;
    const owner = await options.check(token);
    if (owner.type !== 'Bot') return void refuse(res, 403, 'not a bot', 'The token does not belong to a bot.');
    if (!options.allows(owner.account, way)) return void refuse(res, 403, 'other account', notAllowed[way]);
    const { creator_extension_id, creator_account_id, client_id } = res.locals.asked as Partial<z.output<typeof installBody>>;
    const creators = way === 'private' ? { creator_extension_id, creator_account_id } : {};
    return { access_token: token, client_id, ...creators, owner_id: owner.extension, owner_account_id: owner.account };
  };

  const guard: RequestHandler = async (req, res, next) => {
    try {
      const accepted = await verify(req, res);
      if (!accepted) return;
      req.body = accepted;
      // Tells the older body parser behind us that the stream was read.
      Object.assign(req, { _body: true });
      if (req.method === 'GET') answerWithPage(res);
      next();
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      const told = error.reason.startsWith('readExtension') || error.reason.startsWith('getToken');
      if (told && [400, 401, 403].includes(error.status)) {
        return refuse(res, 403, 'token', 'RingCentral does not accept the token.');
      }
      refuse(res, 503, error.reason, 'RingCentral cannot be reached to check the install; try again in a few minutes.');
    }
  };

  return [onlyInstalls, readJson, readForm, readRequest, limitAttempts, guard];
}

const notAllowed: Readonly<Record<InstallWay, string>> = {
  private: 'The bot belongs to another RingCentral account.',
  public: 'This RingCentral account may not install Switchboard here.',
};

/** The framework answers an install with a word; a person in a browser gets a page instead. */
function answerWithPage(res: Response): void {
  res.send = () => {
    sendPage(res, 200, {
      title: 'Switchboard is installed',
      lines: [
        'An administrator now connects the company’s calls: write “connect” to Switchboard in a direct chat.',
        'You can close this page.',
      ],
    });
    return res;
  };
}
