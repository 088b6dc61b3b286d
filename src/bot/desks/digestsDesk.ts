/** The digests of the chat a question is asked in: listed, made, changed, run and tried in the asker's name. */
import type { Chat, Post } from '../../core/chat.js';
import type { Directory } from '../../core/directory.js';
import { type Identity, identify } from '../../core/identity.js';
import type { AccountId, PersonId } from '../../core/model.js';
import type { AccountStore, Clock, Inbox, Messenger } from '../../ports.js';
import type { Answering } from '../answer.js';
import { refuse } from '../command/sentences.js';
import type { DigestDesk } from '../command/world.js';
import { digestDelivery, questionOf } from '../digests.js';
import { mustRead, replyTo } from '../replyTo.js';

export interface DigestsPlace {
  readonly account: AccountId;
  readonly store: Pick<AccountStore, 'digests' | 'chats'>;
  readonly messenger: Pick<Messenger, 'self'>;
  readonly chat: Chat;
  /** The question. */
  readonly post: Pick<Post, 'id' | 'creator'>;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly inbox: Inbox;
  /** Something was put into the inbox. */
  readonly wake: () => void;
  /** Digests that somebody had run within the last minute. */
  readonly justRun: { has(key: string): boolean; set(key: string, run: true): unknown };
  readonly answering: () => Answering;
}

export function digestsDeskOf(place: DigestsPlace): DigestDesk {
  const { account, store, messenger, chat, directory, clock } = place;
  const { id: question, creator } = place.post;
  return {
    list: () => store.digests.list(chat.id),
    add: (digest) => store.digests.add({ ...digest, chat: chat.id, owner: creator, paused: false, source: 'chat' }),
    change: (id, change) => store.digests.change(id, change),
    remove: (id) => store.digests.remove(id),
    async names(people) {
      const persons = await store.chats.persons(people);
      const named = people.map((id): [PersonId, Identity] => [id, identify(id, persons.get(id), directory)]);
      return new Map(named.flatMap(([id, identity]) => ('extension' in identity ? [[id, identity.extension.name]] : [])));
    },
    async run(id) {
      const key = `${account} ${id}`;
      if (place.justRun.has(key)) return false;
      place.justRun.set(key, true);
      const now = clock.now();
      await place.inbox.claim(digestDelivery(account, messenger.self, { id, chat: chat.id }, now, now));
      place.wake();
      return true;
    },
    async preview(say) {
      const now = clock.now();
      const preview = questionOf(`preview ${question}`, { chat: chat.id, owner: creator, say }, now);
      const told = await replyTo(preview, chat, now, place.answering(), { how: 'chat', check: mustRead });
      if (!told) throw refuse('digest-not-a-question');
      return told.reply;
    },
  };
}
