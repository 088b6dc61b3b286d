/** What a webhook body tells, by its shape and its `eventType`; the event's name is no guide, group events come under posts' names. */
import { z } from 'zod';
import type { PlatformEvent } from '../../core/event.js';
import { type Instant, personId } from '../../core/model.js';
import { chatBody, chatOf } from './chat.js';
import { readPost } from './post.js';
import { anyObject, id, optionalId, optionalList, optionalObject, optionalText } from './wire.js';

const envelope = z.object({ uuid: id, event: optionalText, ownerId: id, body: anyObject });

const named = z.object({ event: z.string() });

const bodyKind = z.object({
  eventType: optionalText,
  extensionId: optionalId,
  extensions: optionalList,
  contacts: optionalList,
  parties: optionalList,
});

const party = z.object({ status: optionalObject({ code: optionalText }) });

export interface EventContext {
  /** When it arrived; stands in where the event has no time of its own. */
  readonly at: Instant;
  readonly isBot: (extension: string) => boolean;
}

/** @returns null for what is not a notification at all: no uuid, no owner or no body. */
export function parseEvent(wire: unknown, context: EventContext): PlatformEvent | null {
  const parsed = envelope.safeParse(wire);
  if (!parsed.success) return null;
  const { uuid, ownerId, body, event = '' } = parsed.data;
  const told = { uuid, owner: personId(ownerId) };
  const kind = bodyKind.safeParse(body);
  const { eventType, extensionId, extensions, contacts, parties } = kind.success ? kind.data : {};
  const other: PlatformEvent = { ...told, kind: 'other', eventType: eventType ?? event.split('?')[0] ?? '' };

  if (extensions || contacts) return { ...told, kind: 'directory changed' };
  if (parties) return { ...told, kind: 'call moved', ended: parties.some(hungUp) };
  if (eventType === 'PostAdded') return postAdded(told, body, context.at) ?? other;
  const chatKind = eventType === undefined ? undefined : chatKinds.get(eventType);
  if (chatKind) {
    const chat = chatBody.safeParse(body);
    return chat.success ? { ...told, kind: chatKind, chat: chatOf(chat.data, context.at) } : other;
  }
  if (extensionId !== undefined && eventType !== undefined && extensionChanges.has(eventType)) {
    // The bot's own extension is of no interest to the directory, but for its end.
    if (!context.isBot(ownerId)) return { ...told, kind: 'directory changed' };
    return eventType === 'Delete' && extensionId === ownerId ? { ...told, kind: 'bot removed' } : other;
  }
  return other;
}

/** The account in the event's name; undefined where it has none, or a `~`. */
export function accountIn(wire: unknown): string | undefined {
  const parsed = named.safeParse(wire);
  return parsed.success ? /\/account\/(\d+)(?:\/|$)/.exec(parsed.data.event)?.[1] : undefined;
}

const chatKinds = new Map<string, 'chat joined' | 'chat left' | 'chat changed'>([
  ['GroupJoined', 'chat joined'],
  ['GroupLeft', 'chat left'],
  ['GroupChanged', 'chat changed'],
  ['GroupRenamed', 'chat changed'],
]);

const extensionChanges = new Set(['Create', 'Update', 'Delete']);

function hungUp(wire: unknown): boolean {
  const parsed = party.safeParse(wire);
  return parsed.success && ['Disconnected', 'Gone', 'VoiceMail'].includes(parsed.data.status?.code ?? '');
}

type Told = Pick<PlatformEvent, 'uuid' | 'owner'>;

function postAdded(told: Told, body: unknown, at: Instant): PlatformEvent | null {
  const read = readPost(body, at);
  return read && { ...told, kind: 'post added', postType: read.type, post: read.post };
}
