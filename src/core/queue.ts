/** What became of the calls to a queue: how many were taken, how long callers waited, and who took them. */
import type { Figures } from './figures.js';
import type { ExtensionId, Span } from './model.js';
import { callParts, type Part } from './participation.js';

export interface QueueQuestion {
  readonly queue: ExtensionId;
  readonly span: Span;
  /** Within how many ms a call should be answered. */
  readonly within: number;
}

/** The calls to the queue that ended so. Waits are of those calls whose wait is known. */
interface WaitSum {
  readonly part: Part;
  readonly count: number;
  readonly known: number;
  readonly totalMs: number;
  readonly longestMs: number;
  readonly within: number;
}

/** What an agent did in the calls of the queue. */
interface AgentSum {
  readonly agent: ExtensionId;
  readonly part: Part;
  readonly count: number;
}

export interface QueueSums {
  readonly waits: readonly WaitSum[];
  readonly agents: readonly AgentSum[];
}

export interface QueueFigures {
  readonly offered: number;
  readonly byPart: Figures['byPart'];
  /** Of the calls answered or abandoned, those whose wait is known; null where there are none. */
  readonly wait: { readonly known: number; readonly averageMs: number; readonly longestMs: number } | null;
  /** Of the answered calls whose wait is known, those answered in time. */
  readonly inTime: { readonly answered: number; readonly within: number };
  /** Agent → calls taken, and calls for which the phone only rang; the most taken first. */
  readonly agents: readonly { readonly agent: ExtensionId; readonly took: number; readonly rang: number }[];
}

export function queueFigures({ waits, agents }: QueueSums): QueueFigures {
  const byPart = Object.fromEntries(waits.map(({ part, count }) => [part, count])) as Figures['byPart'];
  const waited = waits.filter(({ part }) => part === 'answered' || part === 'missed');
  const sum = (of: (each: WaitSum) => number) => waited.reduce((total, each) => total + of(each), 0);
  const known = sum((each) => each.known);
  const answered = waits.find(({ part }) => part === 'answered');
  const took = new Map<ExtensionId, { took: number; rang: number }>();
  for (const { agent, part, count } of agents) {
    const before = took.get(agent) ?? { took: 0, rang: 0 };
    took.set(agent, part === 'answered' ? { ...before, took: before.took + count } : { ...before, rang: before.rang + count });
  }
  return {
    offered: callParts.reduce((total, part) => total + (byPart[part] ?? 0), 0),
    byPart,
    wait:
      known === 0
        ? null
        : { known, averageMs: sum((each) => each.totalMs) / known, longestMs: Math.max(...waited.map((each) => each.longestMs)) },
    inTime: { answered: answered?.known ?? 0, within: answered?.within ?? 0 },
    agents: [...took]
      .map(([agent, counts]) => ({ agent, ...counts }))
      .sort((a, b) => b.took - a.took || b.rang - a.rang || (a.agent < b.agent ? -1 : 1)),
  };
}
