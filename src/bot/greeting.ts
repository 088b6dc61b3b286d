/** What the bot says when it is added to a room. */
import type { Chat } from '../core/chat.js';
import { typed } from '../core/text.js';

/** Null in chats that nobody added it to: the whole company's, its own, and direct ones. */
export function greeting(chat: Pick<Chat, 'type'>): readonly string[] | null {
  if (chat.type !== 'Team' && chat.type !== 'Group') return null;
  return [
    'Hello! I know the calls of the people in this room: who called whom, what was missed, how long it took.',
    `Mention me and write ${typed('calls last week')}, or ${typed('help')} for more. Everybody can also ask me in a direct chat about their own calls.`,
  ];
}
