/** Who and what the company's phone system has: people, queues, other extensions, and which number leads to which of them. */
import type { AccountId, ExtensionId } from './model.js';

/** person: users of any flavour; queue: type Department; bot: never a subject; other: menus, sites, rooms, shared lines … */
export type ExtensionKind = 'person' | 'queue' | 'bot' | 'other';

export interface Extension {
  readonly id: ExtensionId;
  readonly kind: ExtensionKind;
  /** The platform's own word, e.g. User, Department, IvrMenu. */
  readonly type: string;
  /** Enabled, Disabled, Frozen, NotActivated, Unassigned, or `Deleted` once it is gone from every list. */
  readonly status: string;
  readonly name: string;
  readonly extensionNumber?: string;
  readonly email?: string;
  /** The human resources' word, which has nothing to do with a queue's type Department. */
  readonly department?: string;
  readonly site?: { readonly id: string; readonly name?: string };
  /** Kept out of the company's directory, so that colleagues cannot look it up. */
  readonly unlisted?: boolean;
  /** Its own direct numbers, E.164. */
  readonly numbers: readonly string[];
}

export interface Directory {
  readonly account: AccountId;
  readonly extensions: ReadonlyMap<ExtensionId, Extension>;
  /** E.164 → the one extension a direct number leads to. A queue's own number leads to the queue. */
  readonly owners: ReadonlyMap<string, ExtensionId>;
  /** Queue → its agents. */
  readonly members: ReadonlyMap<ExtensionId, readonly ExtensionId[]>;
}

const people = new Set(['User', 'DigitalUser', 'FlexibleUser', 'VirtualUser', 'FaxUser', 'Limited']);

/**
 * The kind of an extension by the platform's type (`AllExtensionTypesEnum` of the contract); an unknown type is `other`, never a person.
 */
export function kindOf(type: string): ExtensionKind {
  if (people.has(type)) return 'person';
  if (type === 'Department') return 'queue';
  return type === 'Bot' ? 'bot' : 'other';
}

/** Whether somebody works with it: who was dismissed is often disabled first, and deleted months later. An unknown status is no. */
export const isInUse = ({ status }: Pick<Extension, 'status'>): boolean => status === 'Enabled' || status === 'NotActivated';

const unlisted = new WeakMap<Directory, readonly ExtensionId[]>();
const views = new WeakMap<Directory, Map<string, Directory>>();

/** The directory as colleagues can look people up in it: without those kept out of it, but for the ones that are known all the same. */
export function lookedUp(directory: Directory, known: ReadonlySet<ExtensionId>): Directory {
  const kept = unlisted.get(directory) ?? [...directory.extensions.values()].flatMap((each) => (each.unlisted ? [each.id] : []));
  unlisted.set(directory, kept);
  const without = kept.filter((id) => !known.has(id));
  if (without.length === 0) return directory;
  const made = views.get(directory) ?? new Map<string, Directory>();
  views.set(directory, made);
  const key = without.join();
  const { account, extensions, members } = directory;
  const out = new Set(without);
  const view =
    made.get(key) ??
    directoryOf(
      account,
      [...extensions.values()].filter(({ id }) => !out.has(id)),
      members,
    );
  // A handful: the company as most see it, and as its few unlisted people do.
  if (made.size < 8) made.set(key, view);
  return view;
}

/** A directory over the given extensions. A deleted extension keeps its last known name but owns no number any more. */
export function directoryOf(
  account: AccountId,
  extensions: Iterable<Extension>,
  members: ReadonlyMap<ExtensionId, readonly ExtensionId[]> = new Map(),
): Directory {
  const byId = new Map<ExtensionId, Extension>();
  const owners = new Map<string, ExtensionId>();
  for (const extension of extensions) {
    byId.set(extension.id, extension);
    if (extension.status === 'Deleted') continue;
    for (const number of extension.numbers) owners.set(number, extension.id);
  }
  return { account, extensions: byId, owners, members };
}
