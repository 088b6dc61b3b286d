/** Where calls come from: stories told from a seed, and the records the call log keeps of each. */
import type { Company, LoggedRecord, Story, StoryKind } from '../model.js';
import { logStory } from '../records.js';
import { tellOneStory, tellStories } from '../stories.js';

export interface Phone {
  /** Stories that began from `from` to `to`, epoch ms. */
  stories(company: Company, seed: number, from: number, to: number): Story[];
  one(company: Company, seed: number, kind: StoryKind, startedAt: number, dialledExtensionId?: string): Story;
  records(company: Company, story: Story): LoggedRecord[];
}

export const seededPhone: Phone = {
  stories: (company, seed, from, to) => tellStories(company, { seed, from, to }),
  one: tellOneStory,
  records: (company, story) => logStory(company, story),
};
