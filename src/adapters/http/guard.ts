/** Who may speak to `/bot/webhook`: the handshake, and requests with one of our verification tokens; everybody else is refused cheaply. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { AccountId } from '../../core/model.js';
import { comparedWith } from '../sameSecret.js';

/** Whose event it is by the token it carries. */
export interface Speaker {
  readonly identity: 'bot' | 'reader';
  /** Null for a token that every bot's events carry: then their owner tells the account. */
  readonly account: AccountId | null;
  /** The extension that must own the event; undefined for a token of every bot. */
  readonly owner?: string | undefined;
}

export interface GuardOptions {
  /** The verification tokens that count now. */
  readonly tokens: () => readonly (Speaker & { readonly token: string })[];
  /** Reads the tokens anew where another process may have made one; false where it read them a moment ago, or nobody else can. */
  readonly readAgain?: () => Promise<boolean>;
  /** Counts what was not taken. */
  readonly refused: (reason: string) => void;
}

/** What the guard leaves for the webhook. */
export interface Verified {
  readonly speaker: Speaker;
  readonly raw: Buffer;
}

const largestBody = 512 * 1024;
/** The whole answer of a handshake must fit 1,024 bytes. */
const handshakeToken = /^[\w.~+/=:-]{1,256}$/;

const readRaw = express.raw({ type: () => true, limit: largestBody });

/** Answers what is no event; passes verified events on with `res.locals.verified`. */
export function guardWebhook(options: GuardOptions): RequestHandler {
  const refuse = (res: Response, status: number, reason: string) => {
    options.refused(reason);
    // Whatever else the sender has to say is not read.
    res.set('Connection', 'close');
    end(res, status);
  };

  return async (req, res, next) => {
    if (req.method !== 'POST') {
      res.set('Allow', 'POST');
      return refuse(res, 405, 'method');
    }
    const validation = header(req, 'validation-token');
    if (validation !== undefined && isEmpty(req)) {
      if (!handshakeToken.test(validation)) return refuse(res, 400, 'handshake');
      res.set('Validation-Token', validation);
      return end(res, 200);
    }
    // The guide names the header in both ways.
    const given = header(req, 'verification-token');
    const find = () => speakerOf(options.tokens(), given) ?? speakerOf(options.tokens(), validation);
    const isToken = (given ?? validation ?? '') !== '';
    const speaker = find() ?? (isToken && (await options.readAgain?.()) ? find() : undefined);
    if (!speaker) return refuse(res, 403, 'verification token');
    readRaw(req, res, (error?: unknown) => {
      if (error !== undefined) return tooLarge(error) ? refuse(res, 413, 'size') : refuse(res, 400, 'body');
      if (!Buffer.isBuffer(req.body)) return refuse(res, 400, 'empty');
      res.locals.verified = { speaker, raw: req.body } satisfies Verified;
      next();
    });
  };
}

/** An answer of a few bytes: no body, no entity tag. */
export function end(res: Response, status: number): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  res.end();
}

/** Looks at every token, whichever it is. */
function speakerOf(tokens: ReturnType<GuardOptions['tokens']>, given: string | undefined): Speaker | undefined {
  if (given === undefined || given === '') return undefined;
  const isGiven = comparedWith(given);
  let found: Speaker | undefined;
  for (const { token, ...speaker } of tokens) if (isGiven(token)) found ??= speaker;
  return found;
}

const header = (req: Request, name: string): string | undefined => {
  const value = req.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const isEmpty = (req: Request) =>
  req.headers['transfer-encoding'] === undefined && Number(req.headers['content-length'] ?? 0) === 0;

const tooLarge = (error: unknown) => error instanceof Error && 'status' in error && error.status === 413;
