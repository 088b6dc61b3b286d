/** Turns a question into posts: ask, run, render, and the one place where faults become sentences. */
import type { Chat, Post } from '../core/chat.js';
import { Outage, UserError } from '../core/errors.js';
import type { ChatId, Instant } from '../core/model.js';
import { post as asPost } from '../core/text.js';
import type { Log, Metrics } from '../ports.js';
import { apology } from './apology.js';
import type { Asking, Desk } from './asking.js';
import { unreadable } from './authorising/authorise.js';
import { chatAsOf, isAbsent } from './authorising/room.js';
import type { Argument } from './command/description.js';
import type { Reply } from './command/reply.js';
import { refuse } from './command/sentences.js';
import { mustRead, NotNoted, type Replying, replyTo } from './replyTo.js';
import type { Step } from './send.js';
import { completed, type LastQuestions } from './understanding/followUp.js';
import { leadingCommand } from './understanding/parse.js';
import { mentions, questionLimit, sourceOf, tokensOf } from './understanding/tokens.js';

/** A command that waited longer than this, because the bot was away, gets a word instead of an answer. */
const tooOld = 10 * 60_000;

export interface Answering extends Replying {
  readonly last: LastQuestions;
  /** A reading of the chat found somebody new in it. */
  readonly joined: (chat: ChatId) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A reference a person can give to the operator. */
  readonly reference: () => string;
}

/** A limit that opens within this time after the question is waited for; who would wait longer gets a word. */
const patience = 90_000;

/**
 * The posts that answer a post; none where it is not for the bot. Rejects with an Outage where the chat cannot be read and nothing can be
 * said of it yet: nobody knows whether the post is for the bot, the limit will open soon, or the chat is gone; and where the audit takes no
 * entry, with the store's fault. Both are to be tried again.
 */
export async function answer(post: Post, receivedAt: Instant, now: Instant, answering: Answering): Promise<readonly Step[]> {
  const { desk, metrics } = answering;
  let chat: Chat;
  try {
    chat = await chatAsOf(now, post.chat, desk.store.chats, desk.messenger, { writer: post.creator, joined: answering.joined });
  } catch (fault) {
    if (!isWorthAWord(fault, receivedAt) || !(await isSurelyAddressed(post, desk))) throw fault;
    return [here(post, explain(fault, answering).lines)];
  }
  if (!isAddressed(post, chat, desk)) return [];
  if (now - receivedAt > tooOld) return [here(post, ['I was away when you asked this. Please ask again.'])];
  const started = performance.now();
  let asked = post.text;
  try {
    // Gone since, or never there: the answer would stand before others with this person's rights.
    if (isAbsent(post.creator, chat)) throw refuse('not-in-chat');
    const key = `${post.chat}|${post.creator}`;
    const question = await wholeQuestion(post, key, now, answering);
    asked = question;
    const told = await replyTo({ ...post, text: question }, chat, now, answering, { how: 'chat' });
    if (!told) return [];
    const { asking, reply } = told;
    metrics.commandRun(asking.command.name, 'answered', performance.now() - started);
    const steps = await placed(reply, asking, chat, post, desk);
    // Wherever the answer stands, it may be followed up there.
    if (asking.command.takes.some((argument) => followedUp.has(argument))) {
      const line = tokensOf(question, desk.messenger.self).map(sourceOf).join(' ');
      for (const { chat: id } of steps) answering.last.set(`${id}|${post.creator}`, { line, listed: reply.listed ?? [] });
    }
    return steps;
  } catch (fault) {
    if (fault instanceof NotNoted) throw fault.cause;
    const { outcome, lines } = explain(fault, answering);
    metrics.commandRun(nameIn(asked, desk), outcome, performance.now() - started);
    const alone = fault instanceof UserError ? fault.alone : undefined;
    return alone === undefined ? [here(post, lines)] : directly(lines, alone, post, desk);
  }
}

/**
 * The posts of a digest, which is a question asked in its owner's name; `footer` says which one it is.
 * @throws UserError where the owner may not ask it any more, or it can no longer be understood; Outage where it should be tried again.
 */
export async function answerDigest(post: Post, footer: string, now: Instant, answering: Answering): Promise<readonly Step[]> {
  const { desk } = answering;
  const chat = await chatAsOf(now, post.chat, desk.store.chats, desk.messenger, {
    writer: post.creator,
    joined: answering.joined,
  });
  const check = (asking: Asking) => {
    mustRead(asking);
    const { room, asker } = asking.ask;
    const left = (room.type === 'Team' || room.type === 'Group') && !room.outsiders && !room.colleagues.has(asker.id);
    if (left) throw refuse('digest-owner-left');
  };
  const told = await replyTo(post, chat, now, answering, { how: 'digest', check });
  if (!told) throw refuse('digest-not-a-question');
  const reply = { ...told.reply, lines: [...told.reply.lines, footer] };
  return placed(reply, told.asking, chat, post, desk);
}

/** Questions that can be followed up; a call looked at in between is forgotten for the list it was taken from. */
const followedUp: ReadonlySet<Argument> = new Set(['people', 'queue', 'party', 'page']);

/** The question as it would stand in full. */
async function wholeQuestion(post: Post, key: string, now: Instant, { desk, last }: Answering): Promise<string> {
  const tokens = (line: string) => tokensOf(line.slice(0, questionLimit + 1), desk.messenger.self);
  const said = tokens(post.text);
  const { commands, fallback: locale } = desk;
  // Most questions stand in full, and cost nothing here.
  if (said.length > 1 && leadingCommand(said, commands)) return post.text;
  const reading = { now, locale, directory: await desk.store.directory.read() };
  return completed(said, last.get(key), { commands, reading, tokens }) ?? post.text;
}

/** The name of the command a question begins with, whatever else is wrong with it. */
const nameIn = (text: string, { messenger, commands }: Desk) =>
  leadingCommand(tokensOf(text.slice(0, questionLimit), messenger.self), commands)?.command.name ?? 'none';

const here = (post: Post, lines: readonly string[]): Step => ({
  chat: post.chat,
  text: asPost(lines),
  ...(post.thread && { thread: post.thread }),
});

/** Addressed by a mention in a room, by any text in a direct chat. */
const isAddressed = (post: Post, chat: Chat, desk: Desk) =>
  chat.type === 'Direct' || mentions(post.text, post.mentions, desk.messenger.self);

/** The same from what is known without asking the platform. */
const isSurelyAddressed = async (post: Post, { messenger, store }: Desk) =>
  mentions(post.text, post.mentions, messenger.self) || (await store.chats.chat(post.chat))?.type === 'Direct';

/** Who cannot read a chat may still post there, unless the chat or the bot's token is gone. */
const isWorthAWord = (fault: unknown, receivedAt: Instant) =>
  fault instanceof Outage &&
  (fault.status < 400 || fault.status >= 500 || fault.status === 408 || fault.status === 429) &&
  (fault.retryAt === undefined || fault.retryAt > receivedAt + patience);

/** In the room, or, where the room may not read it, all of it in the asker's direct chat and one line here. */
async function placed(reply: Reply, { ask }: Asking, chat: Chat, post: Post, desk: Desk): Promise<readonly Step[]> {
  const alone = reply.alone && ask.room.type !== 'Direct' ? 'it is for you alone' : undefined;
  const why = alone ?? (reply.confidential ? (unreadable(ask.room) ?? reply.moved) : undefined);
  if (why !== undefined) return directly(reply.lines, why, post, desk);
  // Remembered, so that it can be taken back should somebody from outside join.
  const takenBack = reply.confidential && ask.room.type !== 'Direct';
  return [{ ...here(post, reply.lines), ...(takenBack && { callData: { readAt: chat.readAt } }) }];
}

async function directly(lines: readonly string[], why: string, post: Post, desk: Desk): Promise<readonly Step[]> {
  let direct: ChatId;
  try {
    direct = await desk.messenger.openDirect(post.creator);
  } catch (fault) {
    if (fault instanceof Outage && fault.status >= 400 && fault.status < 500 && fault.status !== 429) {
      return [here(post, [`I don't answer this here, because ${why}. Please write to me directly.`])];
    }
    throw fault;
  }
  return [{ chat: direct, text: asPost(lines) }, here(post, [`I've answered you directly, because ${why}.`])];
}

function explain(
  fault: unknown,
  { log, reference }: Answering,
): { outcome: 'refused' | 'outage' | 'failed'; lines: readonly string[] } {
  if (fault instanceof UserError) {
    log.info('refused', { code: fault.code });
    return { outcome: 'refused', lines: [fault.sentence] };
  }
  if (fault instanceof Outage) {
    log.warn('could not answer', { reason: fault.reason });
    return { outcome: 'outage', lines: ['RingCentral does not answer me right now. Please ask again in a few minutes.'] };
  }
  const id = reference();
  log.error('a command failed', {
    reference: id,
    error: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
  });
  return { outcome: 'failed', lines: [apology(id)] };
}
