/** What the operator lays down: what colleagues see of each other, who sees everything, and who manages whom. */
import type { Room, RoomSetting } from '../access.js';
import type { Directory, Extension } from '../directory.js';
import type { ExtensionId } from '../model.js';
import { folded } from '../people.js';

export interface AccessPolicy {
  /** The RingCentral permission whose holders see every call. */
  readonly permission: string;
  /** What colleagues see of each other in rooms nobody has decided about; with `self`, in no room anything. */
  readonly colleagues: 'self' | 'totals' | 'details';
  /** Extension ids of people who count as holders where the platform does not tell who is one. */
  readonly holders: readonly string[];
  readonly managers: readonly ManagerRule[];
}

export interface ManagerRule {
  /** Extension id. */
  readonly who: string;
  readonly over: {
    /** Extension ids. */
    readonly people: readonly string[];
    readonly departments: readonly string[];
    /** Extension ids or names; a queue stands for itself and its agents. */
    readonly queues: readonly string[];
    /** Ids or names. */
    readonly sites: readonly string[];
  };
}

/** What a room shows: the operator's `self` is the last word, then whoever decided about the room, then the operator's default. */
export function settingOf(colleagues: AccessPolicy['colleagues'], decided: RoomSetting | null, type: Room['type']): RoomSetting {
  if (colleagues === 'self') return 'private';
  // A direct chat is nobody's to open.
  return type === 'Direct' ? 'totals' : (decided ?? colleagues);
}

/** The people and queues this person manages; people who left are nobody's any more. */
export function managedBy(who: ExtensionId, managers: readonly ManagerRule[], directory: Directory): ReadonlySet<ExtensionId> {
  const managed = new Set<ExtensionId>();
  for (const { over } of managers.filter((rule) => rule.who === who)) {
    const people = new Set(over.people);
    const departments = new Set(over.departments.map(folded));
    const sites = new Set(over.sites.map(folded));
    const queues = new Set(over.queues.map(folded));
    const isManaged = ({ id, department, site }: Extension) =>
      people.has(id) ||
      (department !== undefined && departments.has(folded(department))) ||
      (site !== undefined && (sites.has(site.id) || (site.name !== undefined && sites.has(folded(site.name)))));
    for (const extension of directory.extensions.values()) {
      if (extension.status === 'Deleted') continue;
      if (extension.kind === 'person' && isManaged(extension)) managed.add(extension.id);
      if (extension.kind === 'queue' && (queues.has(extension.id) || queues.has(folded(extension.name)))) {
        managed.add(extension.id);
        for (const agent of directory.members.get(extension.id) ?? []) managed.add(agent);
      }
    }
  }
  return managed;
}

/** The queues this person answers. */
export const queuesOf = (who: ExtensionId, { members }: Directory): ReadonlySet<ExtensionId> =>
  new Set([...members].flatMap(([queue, agents]) => (agents.includes(who) ? [queue] : [])));
