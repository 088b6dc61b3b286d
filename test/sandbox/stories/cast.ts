/** Who can play in a story: colleagues, queues, bosses with their secretaries, supervisors, and callers from outside. */
import { isServiceUser } from '../company/people.js';
import type { Caller, Company, Extension, Queue, Story } from '../model.js';
import { type Random, seeded } from '../random.js';

/** What a kind of story tells; the teller adds id, kind and start. */
export type Tale = Pick<Story, 'caller' | 'dialled' | 'events'>;

interface Outsider {
  readonly phoneNumber: string;
  readonly name?: string;
  readonly location?: string;
}

export interface Cast {
  readonly company: Company;
  readonly random: Random;
  readonly people: readonly Extension[];
  readonly queues: readonly Queue[];
  readonly outsiders: readonly Outsider[];
  /** The extension that must be called, or, in an outbound story, must call. */
  readonly wanted?: string;
}

const places = [
  ['201', 'Jersey City, NJ'],
  ['206', 'Seattle, WA'],
  ['404', 'Atlanta, GA'],
  ['602', 'Phoenix, AZ'],
] as const;

function outsiders(company: Company): Outsider[] {
  const random = seeded('outsiders', company.id);
  const staff = company.extensions.filter(({ type }) => type === 'User');
  const mentioned = () => random.pick(staff).id;
  const names = [
    () => 'SAN FRANCSCO CA',
    () => 'WIRELESS CALLER',
    () => `${random.pick(['Mara', 'Joel', 'Ines', 'Otto'])} ${random.pick(['Stone', 'Rivers', 'Fields'])}`,
    () => `![:Person](${mentioned()})`,
    () => '*urgent* [pay now](http://e.vil/?a=b&c) `x`',
    () => 'First line\nSecond line\r\n# Third',
    () => `${random.pick(staff).firstName} ${random.pick(staff).lastName}`,
    () => '\u202eמבול\u202c <script>alert(1)</script>',
  ];
  const lines = [
    ...places.flatMap(([area, location]) =>
      Array.from({ length: 25 }, (): Outsider => ({ phoneNumber: `+1${area}55501${random.whole(10, 99)}`, location })),
    ),
    ...Array.from({ length: 15 }, (): Outsider => ({ phoneNumber: `+442079460${random.digits(3)}`, location: 'London' })),
    ...Array.from({ length: 10 }, (): Outsider => ({ phoneNumber: `+493023125${random.digits(3)}` })),
  ];
  return [...new Map(lines.map((line) => [line.phoneNumber, line])).values()].map((line) =>
    random.chance(0.45) ? { ...line, name: random.pick(names)() } : line,
  );
}

/** Leavers play only where asked for: deleted and disabled people have calls of the past, not of today. */
export function castOf(company: Company, random: Random, options: { leavers: boolean; wanted?: string }): Cast {
  const inOffice = ({ deleted, status }: Extension) => !deleted && status === 'Enabled';
  return {
    company,
    random,
    people: company.extensions.filter(
      (extension) =>
        extension.type === 'User' &&
        extension.status !== 'NotActivated' &&
        !isServiceUser(extension) &&
        (options.leavers || inOffice(extension)),
    ),
    queues: company.queues,
    outsiders: outsiders(company),
    ...(options.wanted === undefined ? {} : { wanted: options.wanted }),
  };
}

export function outsider({ random, outsiders }: Cast): Caller {
  return random.pick(outsiders);
}

/** The wanted person, or anybody; never one of `but`. */
export function person(cast: Cast, ...but: readonly string[]): string {
  const { wanted, people, random } = cast;
  if (wanted !== undefined && !but.includes(wanted) && !isQueue(cast, wanted)) return wanted;
  return colleague({ people, random }, ...but);
}

/** Anybody but those named, even where somebody is wanted; half the time somebody whose work is the telephone. */
export function colleague({ people, random }: Pick<Cast, 'people' | 'random'>, ...but: readonly string[]): string {
  const others = people.filter(({ id }) => !but.includes(id));
  const often = others.filter(({ department }) => department === 'Sales' || department === 'Support');
  return random.pick(often.length > 0 && random.chance(0.5) ? often : others).id;
}

function isQueue({ queues }: Pick<Cast, 'queues'>, extensionId: string): boolean {
  return queues.some((queue) => queue.extensionId === extensionId);
}

/** Whether this story goes to a queue: as wanted, or as often as `probability` says. */
export function goesToQueue(cast: Cast, probability: number): boolean {
  return cast.wanted === undefined ? cast.random.chance(probability) : isQueue(cast, cast.wanted);
}

/** The wanted queue, one the wanted person answers, or any. Throws RangeError where the wanted person answers none. */
export function queue({ queues, random, wanted }: Cast): Queue {
  if (wanted === undefined) return random.pick(queues);
  const fitting = queues.filter(({ extensionId, memberIds }) => extensionId === wanted || memberIds.includes(wanted));
  if (fitting.length === 0) throw new RangeError(`extension ${wanted} neither is a queue nor answers one`);
  return random.pick(fitting);
}

/** A secretary works for the boss of the same place in the list; a boss without one gets the first. */
export function secretaryOf({ people }: Cast, bossId: string): string {
  const bosses = people.filter(({ department }) => department === 'Executive');
  const secretaries = people.filter(({ department, id }) => department === 'Assistants' && id !== bossId);
  const place = bosses.findIndex(({ id }) => id === bossId);
  const secretary = secretaries[place] ?? secretaries[0];
  if (secretary === undefined) throw new RangeError('the company has no secretary');
  return secretary.id;
}
