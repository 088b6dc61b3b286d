/** The ids and phone numbers a company gives out, each only once. */
import type { Random } from '../random.js';

export interface Allotment {
  /** 9 to 12 digits, as account and extension ids are. */
  readonly id: () => string;
  /** E.164, from ranges kept for fiction, so that nobody real is ever named. */
  readonly phoneNumber: () => string;
  readonly extensionNumber: () => string;
}

export function allotment(random: Random, taken: readonly string[]): Allotment {
  const used = new Set(taken);
  const areas = random.shuffle(['212', '303', '415', '512', '617', '650', '702', '818']).slice(0, 2);
  const lines = areas.flatMap((area) =>
    random.shuffle(Array.from({ length: 100 }, (_, line) => `+1${area}55501${`${line}`.padStart(2, '0')}`)),
  );
  let nextLine = 0;
  let nextExtension = 100 + random.whole(0, 1);
  return {
    id: () => {
      for (;;) {
        const id = random.digits(random.whole(9, 12));
        if (!used.has(id)) {
          used.add(id);
          return id;
        }
      }
    },
    phoneNumber: () => {
      const line = lines[nextLine++];
      if (line === undefined) throw new RangeError('the company has no number left');
      return line;
    },
    extensionNumber: () => {
      const extensionNumber = `${nextExtension}`;
      nextExtension += random.whole(1, 2);
      return extensionNumber;
    },
  };
}
