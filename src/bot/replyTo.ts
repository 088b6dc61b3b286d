/** From a question to its reply, with an entry in the audit before anybody can read it: what cannot be noted is not answered. */
import type { AuditEntry, Given } from '../core/audit.js';
import type { Chat, Post } from '../core/chat.js';
import { UserError } from '../core/errors.js';
import type { Instant } from '../core/model.js';
import { maskedNumber } from '../core/rendering/number.js';
import { type Asking, askingOf, type Desk } from './asking.js';
import { type Attempt, RefusedAttempt } from './authorising/attempt.js';
import { unreadable } from './authorising/authorise.js';
import type { Argument } from './command/description.js';
import type { Reply } from './command/reply.js';
import { type Fault, refuse } from './command/sentences.js';
import type { World } from './command/world.js';

/** The audit took no entry, so that nothing may be told yet. A full disk or a locked database mends itself: worth another try. */
export class NotNoted extends Error {
  constructor(cause: unknown) {
    super('the audit took no entry', { cause });
    this.name = 'NotNoted';
  }
}

export interface Replying {
  readonly desk: Desk;
  readonly world: (asking: Asking, chat: Chat, post: Post) => Promise<World>;
}

export interface Asked {
  readonly how: AuditEntry['how'];
  /** Throws the asker's UserError where this question must not be run. */
  readonly check?: (asking: Asking) => void;
}

/** Null where the post is none of the bot's business. Rejects with UserError and Outage, and as the store does where it takes no entry. */
export async function replyTo(
  post: Post,
  chat: Chat,
  now: Instant,
  { desk, world }: Replying,
  { how, check }: Asked,
): Promise<{ readonly asking: Asking; readonly reply: Reply } | null> {
  const note = (attempt: Attempt, given: Given, refusal?: string) =>
    desk.store.audit
      .append({
        question: post.id,
        how,
        at: now,
        chat: chat.id,
        chatType: chat.type,
        ...attempt,
        given,
        ...(refusal !== undefined && { refusal }),
      })
      .catch((cause: unknown) => {
        throw new NotNoted(cause);
      });
  let attempt: Attempt | null = null;
  let asking: Asking | null = null;
  try {
    asking = await askingOf(post, chat, post.text, now, desk);
    if (!asking) return null;
    check?.(asking);
    attempt = attemptOf(asking);
    const reply = await asking.command.run(asking.ask, await world(asking, chat, post));
    const given = reply.gave ?? (isAboutCalls(asking) ? givenOf(asking) : null);
    if (attempt && given !== null) {
      const subjects = [...attempt.subjects, ...(reply.saw ?? [])];
      const number = reply.number === undefined ? {} : { number: maskedNumber(reply.number) };
      await note({ ...attempt, subjects, ...number }, given);
    }
    return { asking, reply: forAudience(reply, asking) };
  } catch (fault) {
    const refused = fault instanceof RefusedAttempt ? fault.attempt : attempt;
    // Nobody is called so: there is no one whom it was about.
    if (refused && fault instanceof UserError && fault.code !== nobodyKnown) await note(refused, 'nothing', fault.code);
    throw fault instanceof UserError && asking ? asking.refused(fault) : fault;
  }
}

const nobodyKnown: Fault = 'unknown-party';

/** What was granted to the asker alone is not posted in the room, wherever it is passed on to. */
const forAudience = (reply: Reply, { ask }: Asking): Reply =>
  ask.audience === 'asker' && unreadable(ask.room) === null && ask.room.type !== 'Direct'
    ? { ...reply, moved: 'not everybody in this chat may see that' }
    : reply;

/** Only questions may be asked without anybody there. */
export function mustRead({ command, ask }: Asking): void {
  const changes = ask.verb !== undefined && command.switches?.includes(ask.verb) === true;
  if (!command.reads || changes) throw refuse('digest-not-a-question');
}

const isAboutCalls = ({ ask }: Asking) => ask.subjects.length > 0 || ask.party !== undefined;

const givenOf = ({ ask }: Asking): Given => (ask.party ? 'profile' : ask.level);

const asksAbout: ReadonlySet<Argument> = new Set(['people', 'queue', 'call', 'party', 'named']);

/** Null for commands that ask about nobody. */
function attemptOf({ command, ask, directory }: Asking): Attempt | null {
  if (!command.takes.some((argument) => asksAbout.has(argument))) return null;
  const { party } = ask;
  const owner = party?.kind === 'number' ? directory.owners.get(party.number) : undefined;
  const named = party?.kind === 'extension' ? [party.extension.id] : owner === undefined ? [] : [owner];
  const person = party?.kind === 'person' && 'extension' in party.identity ? [party.identity.extension.id] : [];
  // Who spoke last with somebody is told whatever the period.
  const dated = command.takes.includes('people') || (ask.dated && command.about !== 'history of a party');
  return {
    asker: ask.asker.id,
    command: command.name,
    subjects: [...ask.subjects.map(({ id }) => id), ...ask.named.map(({ id }) => id), ...named, ...person],
    ...(party?.kind === 'number' && { number: maskedNumber(party.number) }),
    ...(dated && { period: { label: ask.period.label, span: ask.period.span } }),
  };
}
