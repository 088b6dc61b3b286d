/** What an asker's rights rest on, found out only where it could change the answer. */

import { type AccessPolicy, managedBy, queuesOf } from '../../core/access/policy.js';
import { type Asker, type Audience, decide, levels, type Room, type Subject } from '../../core/access.js';
import type { Directory, Extension } from '../../core/directory.js';
import { type ExtensionId, extensionId, type Instant } from '../../core/model.js';
import type { Reader } from '../../ports.js';
import type { Asked } from './room.js';
import { teammatesOf } from './sharedTeams.js';

export interface Rights {
  /** Asks the platform at most once: whether the asker holds the company call log permission. Rejects with an Outage. */
  readonly holder: () => Promise<boolean>;
  /**
   * The asker as the policy knows them, in so far as it matters for these subjects. A right that cannot be found out now is not there, and
   * `fault` says why.
   */
  readonly over: (
    subjects: readonly Subject[],
    room: Room,
    audience: Audience,
    least?: 'totals' | 'list',
  ) => Promise<{ readonly asker: Asker; readonly fault?: unknown }>;
  readonly manages: ReadonlySet<ExtensionId>;
  readonly subjectOf: (extension: Extension) => Subject;
}

export interface RightsOf extends Asked {
  readonly asker: Extension;
  readonly directory: Directory;
  readonly now: Instant;
  readonly access: AccessPolicy;
  readonly reader: Pick<Reader, 'holds'> | null;
  /** Who wants to be left out of what colleagues see. */
  readonly hidden: ReadonlySet<ExtensionId>;
}

export function rightsOf({ asker, directory, now, access, reader, hidden, ...asked }: RightsOf): Rights {
  const holder = once(async () => {
    const told = reader ? await reader.holds(asker.id, access.permission) : null;
    return told ?? access.holders.some((id) => extensionId(id) === asker.id);
  });
  const plain: Asker = {
    extension: asker.id,
    holder: false,
    manages: managedBy(asker.id, access.managers, directory),
    queues: queuesOf(asker.id, directory),
    teammates: new Set(),
  };
  return {
    holder,
    manages: plain.manages,
    subjectOf: ({ id, kind }) => ({ kind: kind === 'queue' ? 'queue' : 'person', extension: id, hidden: hidden.has(id) }),
    async over(subjects, room, audience, least = 'totals') {
      const level = (as: Asker, subject: Subject) => levels.indexOf(decide(as, subject, room, audience).level);
      const gains = (as: Asker) => subjects.filter((subject) => level(as, subject) > level(plain, subject));
      // Sharing a team gives figures, and nothing to whoever needs more.
      const teammates = new Set(least === 'list' ? [] : subjects.map(({ extension }) => extension));
      try {
        if (gains({ ...plain, holder: true }).length > 0 && (await holder())) return { asker: { ...plain, holder: true } };
      } catch (fault) {
        return { asker: await inTeams(gains({ ...plain, teammates })), fault };
      }
      return { asker: await inTeams(gains({ ...plain, teammates })) };
    },
  };

  async function inTeams(others: readonly Subject[]): Promise<Asker> {
    const ids = others.map(({ extension }) => extension);
    const policy = { directory, colleagues: access.colleagues, ...asked };
    return { ...plain, teammates: ids.length === 0 ? plain.teammates : await teammatesOf(asker.id, ids, now, policy) };
  }
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}
