/** How events reach webhooks: one POST each, three seconds of patience, no order, and a blacklist for those who fail. */
import http from 'node:http';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { passingFilter } from './event-filters.js';
import type { Faults } from './faults.js';
import { isAlive } from './subscriptions.js';
import { type Happening, iso, type Subscription, type World } from './world.js';

const patience = 3000;
/** Failures in a row after which a subscription is blacklisted. */
const tooMany = 5;
/** Milliseconds within which shuffled deliveries change places. */
const shuffleWithin = 40;
const redeliveries = 3;

export interface Delivery {
  readonly at: number;
  readonly subscriptionId: string;
  readonly uuid: string;
  readonly event: string;
  readonly eventType?: string;
  /** HTTP status, or a word for why there is none. */
  outcome: number | 'dropped' | 'failed' | 'pending';
}

export interface Deliveries {
  readonly log: Delivery[];
  publish(happening: Happening): void;
  blacklist(subscription: Subscription, reason: string): void;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
  close(): void;
}

export function createDeliveries(world: () => World, faults: Faults, redeliver: boolean): Deliveries {
  const log: Delivery[] = [];
  const underway = new Set<Promise<void>>();
  const open = new Set<http.ClientRequest>();
  let closed = false;

  function publish(happening: Happening): void {
    for (const subscription of world().subscriptions.values()) {
      const filter = passingFilter(subscription, happening);
      if (filter === undefined || !isAlive(subscription, world().now())) continue;
      if (subscription.status === 'Blacklisted') continue;
      send(subscription, happening);
    }
  }

  function send(subscription: Subscription, happening: Happening): void {
    const { now, newUuid, random } = world();
    const doubled = random() < 0.1 ? happening.path.replace('/v1', '//v1') : happening.path;
    const envelope = {
      uuid: newUuid(),
      event: doubled,
      timestamp: iso(now()),
      subscriptionId: subscription.id,
      ownerId: subscription.extensionId,
      body: happening.body,
    };
    for (let copy = 0; copy < faults.deliveries.copies; copy += 1) {
      const eventType = happening.body.eventType;
      const delivery: Delivery = {
        at: now(),
        subscriptionId: subscription.id,
        uuid: envelope.uuid,
        event: envelope.event,
        ...(typeof eventType === 'string' && { eventType }),
        outcome: 'pending',
      };
      log.push(delivery);
      if (faults.deliveries.drop > 0) {
        faults.deliveries.drop -= 1;
        delivery.outcome = 'dropped';
        continue;
      }
      const wait = faults.deliveries.delayMs + (faults.deliveries.shuffle ? random() * shuffleWithin : 0);
      track(deliver(subscription, JSON.stringify(envelope), delivery, wait));
    }
  }

  async function deliver(subscription: Subscription, body: string, delivery: Delivery, wait: number): Promise<void> {
    await pause(wait);
    for (let attempt = 0; attempt <= (redeliver ? redeliveries : 0); attempt += 1) {
      if (closed || subscription.status === 'Blacklisted') break;
      if (attempt > 0) await pause(100 * attempt);
      const outcome = await post(subscription, body, open);
      delivery.outcome = outcome;
      if (typeof outcome === 'number' && outcome >= 200 && outcome < 300) {
        subscription.failures = 0;
        return;
      }
      const reason = outcome === 'failed' ? 'Read timed out' : `Webhook responded with ${outcome}`;
      subscription.failures += 1;
      if (subscription.failures >= tooMany) blacklist(subscription, reason);
    }
  }

  function blacklist(subscription: Subscription, reason: string): void {
    subscription.status = 'Blacklisted';
    subscription.blacklistedData = { blacklistedAt: iso(world().now()), reason };
  }

  function track(delivery: Promise<void>): void {
    const tracked = delivery.finally(() => underway.delete(tracked));
    underway.add(tracked);
  }

  async function settled(): Promise<void> {
    while (underway.size > 0) await Promise.all(underway);
  }

  function close(): void {
    closed = true;
    for (const request of open) request.destroy();
  }

  return { log, publish, blacklist, settled, close };
}

function post(subscription: Subscription, body: string, open: Set<http.ClientRequest>): Promise<number | 'failed'> {
  return new Promise((resolve) => {
    const url = new URL(subscription.address);
    const { verificationToken } = subscription;
    const headers = {
      'Content-Type': 'application/json;charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'User-Agent': 'RingCentral-Webhook/8.3',
      ...(verificationToken !== undefined && { 'Verification-Token': verificationToken }),
    };
    const client = url.protocol === 'https:' ? https : http;
    // A connection of its own each: a kept one would fail the first delivery after the bot was started again.
    const request = client.request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => settle(response.statusCode ?? 'failed'));
      response.on('error', () => settle('failed'));
    });
    const timer = setTimeout(() => request.destroy(), patience);
    const settle = (outcome: number | 'failed') => {
      clearTimeout(timer);
      open.delete(request);
      resolve(outcome);
    };
    open.add(request);
    request.on('error', () => settle('failed'));
    request.on('close', () => settle('failed'));
    request.end(body);
  });
}
