/** The counters behind `/metrics`, in a registry of their own. */
import { Counter, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../ports.js';

export interface MetricsRegistry extends Metrics {
  readonly contentType: string;
  /** How many webhook requests were refused since the process began. */
  refusedEvents(): number;
  /** Prometheus exposition. */
  text(): Promise<string>;
}

export function createMetrics(): MetricsRegistry {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });

  const refused = counter('switchboard_webhook_refused_total', 'Webhook requests that were not taken', ['reason']);
  const deliveries = counter('switchboard_deliveries_total', 'Events that were taken', ['kind']);
  const commands = counter('switchboard_commands_total', 'Commands that were run', ['name', 'outcome']);
  const requests = counter('switchboard_platform_requests_total', 'Requests to RingCentral', ['group', 'status']);
  const failures = counter('switchboard_post_failures_total', 'Posts that did not reach their chat', ['reason']);
  const durations = new Histogram({
    name: 'switchboard_command_seconds',
    help: 'How long commands take',
    labelNames: ['name'],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });

  let refusedEvents = 0;

  return {
    refusedEvents: () => refusedEvents,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    webhookRefused: (reason) => {
      refused.inc({ reason });
      refusedEvents += 1;
    },
    delivered: (kind) => deliveries.inc({ kind }),
    commandRun: (name, outcome, ms) => {
      commands.inc({ name, outcome });
      durations.observe({ name }, ms / 1000);
    },
    platformRequest: (group, status) => requests.inc({ group, status: String(status) }),
    postFailed: (reason) => failures.inc({ reason }),
  };
}
