/** Where a person's browser comes with a link from the chat, and comes back from the platform's consent page. */
import type { RequestHandler, Response } from 'express';
import { Outage } from '../../core/errors.js';
import type { Clock, Log } from '../../ports.js';
import type { ConsentSays, LinkSays, LiveConnecting } from '../connecting/connecting.js';
import { limitPerAddress } from './limits.js';
import { type Page, sendPage } from './page.js';

export interface ConnectOptions {
  readonly connecting: Pick<LiveConnecting, 'look' | 'accept'>;
  readonly clock: Clock;
  readonly log: Log;
}

const perMinute = 20;

export interface ConnectRoutes {
  readonly link: RequestHandler[];
  readonly callback: RequestHandler[];
}

export function connectRoutes({ connecting, clock, log }: ConnectOptions): ConnectRoutes {
  const limit = () =>
    limitPerAddress({
      clock,
      perMinute,
      refuse: (res) => sendPage(res, 429, { title: 'Too many tries', lines: ['Please try again in a minute.'] }),
    });
  const onlyGet: RequestHandler = (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    res.set('Allow', 'GET');
    sendPage(res, 405, { title: 'Nothing to send', lines: ['This address is for opening in a browser.'] });
  };
  const told = async (res: Response, find: () => Promise<readonly [number, Page]>) => {
    try {
      sendPage(res, ...(await find()));
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      log.warn('a consent could not be checked', { reason: error.reason });
      const final = error.status === 400 || error.status === 401 || error.status === 403;
      sendPage(res, final ? 403 : 503, final ? pages.refusedByPlatform : pages.outage);
    }
  };

  const link: RequestHandler = (req, res) => told(res, async () => pageOfLink(await connecting.look(text(req.query.link))));
  const callback: RequestHandler = (req, res) => {
    // A consent is given once: whoever only looks at the address must not use it up.
    if (req.method === 'HEAD') return void res.status(204).end();
    const code = text(req.query.code);
    return told(res, async () =>
      pageOfConsent(await connecting.accept({ state: text(req.query.state), ...(code !== '' && { code }) })),
    );
  };
  return { link: [onlyGet, limit(), link], callback: [onlyGet, limit(), callback] };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 2000) : '');

const again = 'Write “connect” to Switchboard in a direct chat to get a new link.';
const pages = {
  'not a link': { title: 'This link is not valid', lines: ['It is older than ten minutes, or not one of ours.', again] },
  used: { title: 'This link was used already', lines: ['Each link is good for one consent.', again] },
  declined: { title: 'Nothing was connected', lines: ['RingCentral gave no consent.', again] },
  'somebody else': {
    title: 'Nothing was connected',
    lines: [
      'You are signed in to RingCentral as somebody else than the person who asked for this link. The consent was given back at once.',
      again,
    ],
  },
  'not installed': {
    title: 'Nothing was connected',
    lines: ['Switchboard is not installed in this company, or its calls are read by the operator’s own configuration.'],
  },
  refusedByPlatform: { title: 'Nothing was connected', lines: ['RingCentral did not accept the consent.', again] },
  outage: { title: 'RingCentral does not answer', lines: ['Nothing was connected. Please try again in a few minutes.', again] },
} as const satisfies Record<string, Page>;

const reads =
  'people, extensions, phone numbers and queues, and the company call log: who called whom, when and for how long. No recordings, no messages.';

function pageOfLink(says: LinkSays): readonly [number, Page] {
  if (says.kind !== 'open') return [403, pages[says.kind]];
  return [
    200,
    {
      title: `Connect ${says.company || 'your company'} to Switchboard`,
      lines: [
        `With your consent Switchboard reads ${reads}`,
        'Sign in to RingCentral as yourself. Your role needs the permission to see the company call log.',
        'Later “disconnect”, written to Switchboard in a direct chat, ends it and deletes what was read.',
      ],
      next: { href: says.authorize, label: 'Continue to RingCentral' },
    },
  ];
}

function pageOfConsent(says: ConsentSays): readonly [number, Page] {
  if (says.kind === 'lacking') {
    const lines = [`Nothing was connected, because this is missing: ${says.what.join('; ')}.`, again];
    return [403, { title: 'Something is missing', lines }];
  }
  if (says.kind !== 'connected') return [says.kind === 'declined' ? 200 : 403, pages[says.kind]];
  const lines = [
    `By the consent of ${says.name} Switchboard now reads ${reads}`,
    'Reading the past takes a few minutes. You can close this page; “status” in the chat tells how far it is.',
  ];
  return [200, { title: `${says.company || 'Your company'} is connected`, lines }];
}
