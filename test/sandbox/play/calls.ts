/** The calls a visitor of the page can let come in: short ones, with the ending that was asked for. */
import type { Company, Extension, Story, StoryKind } from '../model.js';
import { type Phone, seededPhone } from '../server/phone.js';
import type { Sandbox } from '../server/sandbox.js';

export const callKinds = ['missed', 'answered', 'voicemail', 'queue'] as const;
type CallKind = (typeof callKinds)[number];

/** Of so many tellings of one call the shortest that ends as wished is taken. */
const tellings = 60;

const does = (story: Story, what: string) => story.events.some((event) => event.does === what);
const endings: Readonly<Record<CallKind, (story: Story) => boolean>> = {
  missed: (story) => !does(story, 'pick up') && !does(story, 'voicemail begins'),
  answered: (story) => does(story, 'pick up') && !does(story, 'voicemail begins'),
  voicemail: (story) => does(story, 'voicemail left'),
  queue: (story) => does(story, 'pick up'),
};

const end = ({ events }: Story) => events.reduce((latest, { at }) => Math.max(latest, at), 0);

/** The queue this person answers; or else, unless it must be theirs, the first one, and any for those who may read every call. */
export function queueFor(
  { queues, extensions }: Company,
  extensionId: string,
  which: 'any' | 'answers' = 'any',
): Extension | undefined {
  const asker = extensions.find(({ id }) => id === extensionId);
  const all = which === 'any' || asker?.permissions?.includes('FullCompanyCallLog') === true;
  const queue = queues.find(({ memberIds }) => memberIds.includes(extensionId)) ?? (all ? queues[0] : undefined);
  return extensions.find(({ id }) => id === queue?.extensionId);
}

export interface PlayPhone {
  /** To be given to `startSandbox`. */
  readonly phone: Phone;
  /**
   * A call to this person, or for `queue` to a queue (one this person answers, where there is one), that begins now.
   * Throws RangeError where nobody can call the person.
   */
  makeCall(sandbox: Sandbox, kind: CallKind, extensionId: string): MadeCall;
}

interface MadeCall {
  readonly story: Story;
  /** Milliseconds from now until the caller has hung up. */
  readonly endsIn: number;
  /** The queue, where one was called. */
  readonly queue?: string;
}

export function playPhone(): PlayPhone {
  let wanted: CallKind | undefined;
  const one = (company: Company, seed: number, kind: StoryKind, startedAt: number, extensionId?: string): Story => {
    const tell = (telling: number) => seededPhone.one(company, seed + telling * 1_000, kind, startedAt, extensionId);
    const first = tell(0);
    const fitting = wanted ? endings[wanted] : () => true;
    return Array.from({ length: tellings - 1 }, (_, place) => tell(place + 1)).reduce(
      (best, story) => (fitting(story) && (!fitting(best) || end(story) < end(best)) ? story : best),
      first,
    );
  };
  return {
    phone: { ...seededPhone, one },
    makeCall: (sandbox, kind, extensionId) => {
      wanted = kind;
      const queue = kind === 'queue' ? queueFor(sandbox.company, extensionId) : undefined;
      const story = queue
        ? sandbox.makeCall('queue', queue.id)
        : sandbox.makeCall(kind === 'voicemail' ? 'voicemail' : 'direct', extensionId);
      return { story, endsIn: end(story), ...(queue?.name !== undefined && { queue: queue.name }) };
    },
  };
}
