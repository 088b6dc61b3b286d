/** What the chat page asks for: itself, people, chats, posts, a stream of what is new, and calls that come in. */
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import type { Chat } from '../model.js';
import type { Sandbox } from '../server/sandbox.js';
import { findPerson } from '../server/world.js';
import { callKinds, type PlayPhone, queueFor } from './calls.js';
import { guard } from './guard.js';
import { suggestionsFor } from './suggestions.js';
import { chatView, chatViews, peopleViews, postView } from './views.js';

export interface PlayRoutes {
  readonly sandbox: Sandbox;
  readonly phone: PlayPhone;
  /** The chat Alice sees first. */
  readonly firstChatId: string;
  /** Epoch ms: what was posted before is not new to anybody. */
  readonly openedAt: number;
}

const page = fileURLToPath(new URL('../page', import.meta.url));
const longest = 10_000;
const heartbeatMs = 15_000;

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

export function createPlayApp({ sandbox, phone, firstChatId, openedAt }: PlayRoutes): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(guard);
  app.use(express.static(page, { index: 'index.html', cacheControl: false }));
  app.use(express.json({ limit: '64kb' }));

  app.get('/api/start', (_req, res) => {
    res.json({ company: sandbox.company.name, people: peopleViews(sandbox), botId: sandbox.botId(), firstChatId, openedAt });
  });
  app.get('/api/as/:person/try', (req, res) => {
    const person = personOf(req);
    res.json({ suggestions: suggestionsFor(sandbox, person), queue: queueFor(sandbox.company, person)?.name });
  });
  app.get('/api/as/:person/chats', (req, res) => {
    res.json(chatViews(sandbox, personOf(req)));
  });
  app.get('/api/as/:person/chats/:chat/posts', (req, res) => {
    res.json(sandbox.posts(chatOf(req).id).map((post) => postView(sandbox, post)));
  });
  app.post('/api/as/:person/chats/:chat/posts', (req, res) => {
    const { text, parentPostId } = req.body as { text?: unknown; parentPostId?: unknown };
    if (typeof text !== 'string' || text.trim() === '') throw new Refusal(400, 'There is nothing to send.');
    if (text.length > longest) throw new Refusal(400, 'A post has at most 10,000 characters.');
    const thread = typeof parentPostId === 'string' ? { parentPostId } : {};
    res.status(201).json(postView(sandbox, sandbox.post(personOf(req), chatOf(req).id, text, thread)));
  });
  app.post('/api/as/:person/direct', (req, res) => {
    const { with: other } = req.body as { with?: unknown };
    if (typeof other !== 'string' || !findPerson(sandbox.company, other)) throw new Refusal(404, 'There is no such person.');
    res.json(chatView(sandbox, sandbox.openDirect(personOf(req), other), personOf(req)));
  });
  app.post('/api/as/:person/calls', (req, res) => {
    const kind = callKinds.find((one) => one === (req.body as { kind?: unknown }).kind);
    if (!kind) throw new Refusal(400, 'There is no such kind of call.');
    const { endsIn, queue } = phone.makeCall(sandbox, kind, personOf(req));
    res.status(201).json({ kind, endsInSeconds: Math.ceil(endsIn / 1000), ...(queue !== undefined && { queue }) });
  });
  app.get('/api/as/:person/events', (req, res) => stream(req, res));

  app.use((_req, res) => {
    res.status(404).json({ error: 'There is nothing here.' });
  });
  const failed: ErrorRequestHandler = (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const status = error instanceof Refusal ? error.status : error instanceof RangeError ? 400 : statusOf(error);
    res.status(status).json({ error: status < 500 && error instanceof Error ? error.message : 'Something went wrong here.' });
  };
  app.use(failed);
  return app;

  function personOf(req: Request): string {
    const id = String(req.params.person);
    if (!findPerson(sandbox.company, id)) throw new Refusal(404, 'There is no such person.');
    return id;
  }

  /** A chat one is not in does not exist. */
  function chatOf(req: Request): Chat {
    const person = personOf(req);
    const chat = sandbox.company.chats.find(({ id, members }) => id === req.params.chat && members.includes(person));
    if (!chat) throw new Refusal(404, 'There is no such chat.');
    return chat;
  }

  /** Server-sent events: `post` with a post, `removed` with ids, for the chats this person is in at that moment. */
  function stream(req: Request, res: Response): void {
    const person = personOf(req);
    res.set('Content-Type', 'text/event-stream').flushHeaders();
    const say = (event: string, data: unknown) => res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    say('open', {});
    const end = sandbox.onPost(({ kind, chatId, post }) => {
      const chat = sandbox.company.chats.find(({ id }) => id === chatId);
      if (!chat?.members.includes(person)) return;
      if (kind === 'removed') say('removed', { chatId, id: post.id });
      else say('post', postView(sandbox, post));
    });
    const heart = setInterval(() => res.write(': still here\n\n'), heartbeatMs);
    res.on('close', () => {
      clearInterval(heart);
      end();
    });
  }
}

const statusOf = (error: unknown): number => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
};
