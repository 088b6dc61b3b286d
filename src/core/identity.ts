/** Who a person of Team Messaging is in the phone system: the only place where a person's id becomes an extension's. */
import type { Person } from './chat.js';
import type { Directory, Extension } from './directory.js';
import { type ExtensionId, extensionId, type PersonId, personId } from './model.js';

export type Identity =
  | { readonly kind: 'colleague'; readonly extension: Extension }
  | { readonly kind: 'queue' | 'bot' | 'other' | 'deleted'; readonly extension: Extension }
  /** `unknown`: neither the directory nor Team Messaging tells whose people they are; treated like somebody from outside. */
  | { readonly kind: 'guest' | 'external' | 'unknown' };

export const isGuest = (person: PersonId): boolean => person.startsWith('glip-');

/**
 * Digits mean an extension only inside the same account, and Team Messaging tells whose a person is: where it was not asked, or does not
 * answer, the digits prove nothing, and the person is unknown. `person` is what it says. It may leave the company out (`TMPersonInfo` of the
 * contract promises no more than an id): then being in the directory decides, unless another e-mail address speaks against it.
 */
export function identify(id: PersonId, person: Person | undefined, directory: Directory): Identity {
  if (isGuest(id)) return { kind: 'guest' };
  if (person === undefined || !isTold(person)) return { kind: 'unknown' };
  if (person.companyId !== undefined && person.companyId !== directory.account) return { kind: 'external' };
  const extension = directory.extensions.get(extensionId(id));
  if (!extension || String(id) === String(directory.account)) return { kind: 'unknown' };
  if (person.companyId === undefined && isSomebodyElse(person, extension)) return { kind: 'unknown' };
  if (extension.status === 'Deleted') return { kind: 'deleted', extension };
  return extension.kind === 'person' ? { kind: 'colleague', extension } : { kind: extension.kind, extension };
}

/** A person that was asked for and not told of is kept with nothing but the id. */
const isTold = ({ name, email, companyId }: Person): boolean => name !== '' || email !== undefined || companyId !== undefined;

const isSomebodyElse = (person: Person, extension: Extension): boolean =>
  person.email !== undefined && extension.email !== undefined && person.email.toLowerCase() !== extension.email.toLowerCase();

/** Whether the digits are those of an extension of ours, so that it must be asked whose they are. */
export const looksLikeOurs = (id: PersonId, directory: Directory): boolean => directory.extensions.has(extensionId(id));

/** Whether the digits are those of a bot of ours: enough to leave it alone, whoever it is. */
export const looksLikeBot = (id: PersonId, directory: Directory): boolean =>
  directory.extensions.get(extensionId(id))?.kind === 'bot';

/** Somebody of the account before its directory is known. The caller has checked whose company theirs is. */
export const colleagueOf = ({ id, name }: Person): Extension => ({
  id: extensionId(id),
  kind: 'person',
  type: 'User',
  status: 'Enabled',
  name,
  numbers: [],
});

/** The person a colleague's extension is in Team Messaging. */
export const personOf = (extension: ExtensionId): PersonId => personId(extension);

/** Whoever is not surely of the company is from outside. */
export const isOutsider = ({ kind }: Identity): boolean => kind === 'guest' || kind === 'external' || kind === 'unknown';
