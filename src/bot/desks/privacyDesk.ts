/** What one asker decides about themselves, beside what the configuration lays down for all. */
import type { ExtensionId } from '../../core/model.js';
import { type Retention, retentionWords } from '../../core/retention.js';
import type { Clock, PrivacyStore } from '../../ports.js';
import type { PrivacyDesk } from '../command/world.js';

export interface PrivacyPolicy {
  readonly permission: string;
  readonly keep: { readonly calls: Retention; readonly audit: Retention };
  readonly colleagues: PrivacyDesk['colleagues'];
  /** Whether the configuration names managers. */
  readonly managers: boolean;
}

export const privacyOf = (
  asker: ExtensionId,
  { store, clock, policy }: { readonly store: PrivacyStore; readonly clock: Clock; readonly policy: PrivacyPolicy },
): PrivacyDesk => ({
  isHidden: async () => (await store.hidden()).has(asker),
  hide: () => store.hide(asker, clock.now()),
  show: () => store.show(asker),
  kept: { calls: retentionWords(policy.keep.calls), audit: retentionWords(policy.keep.audit) },
  permission: policy.permission,
  managers: policy.managers,
  colleagues: policy.colleagues,
});
