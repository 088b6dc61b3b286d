/** What goes wrong on demand: requests that fail, hang or break off, and webhook deliveries that get lost or out of order. */

/** What happens to a request instead of, or after, its answer. */
export interface Fault {
  /** `operationId`, or `*` for any. */
  readonly operation: string;
  /** Only requests in this account, by its id. */
  readonly account?: string;
  /** Only requests whose address holds this. */
  readonly within?: string;
  /** How many requests it hits. */
  times: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Milliseconds before anything is answered; with `hang` nothing ever is. */
  readonly delayMs?: number;
  readonly hang?: boolean;
  /** The connection is reset without an answer. */
  readonly reset?: boolean;
  /** The operation is carried out, but the answer breaks off in the middle. */
  readonly truncate?: boolean;
  /** The operation is carried out first, then the failure is answered. */
  readonly after?: boolean;
}

interface DeliveryFaults {
  /** How many of the next deliveries are lost. */
  drop: number;
  delayMs: number;
  /** Each delivery is sent this many times. */
  copies: number;
  /** Deliveries of one moment leave in random order. */
  shuffle: boolean;
}

export interface Faults {
  readonly deliveries: DeliveryFaults;
  /** Answers the next `times` requests of an operation with this status. */
  fail(
    operation: string,
    status: number,
    more?: { times?: number; account?: string; headers?: Record<string, string>; body?: unknown; after?: boolean },
  ): void;
  add(fault: Omit<Fault, 'times'> & { times?: number }): void;
  /** Filters refused with SUB-508 although the platform should know them. */
  readonly refusedFilters: string[];
  /** Forgets every fault that has not happened yet. */
  clear(): void;
  /** The fault for this request, in the account of its token, counted. */
  take(operation: string, account?: string, address?: string): Fault | undefined;
}

const none: DeliveryFaults = { drop: 0, delayMs: 0, copies: 1, shuffle: false };

export function createFaults(): Faults {
  const pending: Fault[] = [];
  const refusedFilters: string[] = [];
  const deliveries = { ...none };
  return {
    deliveries,
    refusedFilters,
    fail(operation, status, { times = 1, ...more } = {}) {
      pending.push({ operation, status, times, ...more });
    },
    add({ times = 1, ...fault }) {
      pending.push({ ...fault, times });
    },
    clear() {
      pending.length = 0;
      refusedFilters.length = 0;
      Object.assign(deliveries, none);
    },
    take(operation, account, address = '') {
      const fault = pending.find(
        (one) =>
          (one.operation === operation || one.operation === '*') &&
          (one.account === undefined || one.account === account) &&
          address.includes(one.within ?? ''),
      );
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) pending.splice(pending.indexOf(fault), 1);
      return fault;
    },
  };
}
