/** The words for how calls ended, each with the parts it stands for: a figure named by one equals the list filtered by it. */
import type { Part } from './participation.js';

export const outcomeParts = {
  answered: ['answered'],
  missed: ['missed'],
  voicemail: ['voicemail'],
  unanswered: ['missed', 'voicemail'],
  declined: ['refused'],
  made: ['connected', 'not connected'],
  connected: ['connected'],
  'given up': ['gave up'],
  rang: ['rang', 'elsewhere', 'on behalf'],
  elsewhere: ['elsewhere'],
  'on behalf': ['on behalf'],
  unclear: ['unknown'],
} as const satisfies Record<string, readonly Part[]>;

export type Outcome = keyof typeof outcomeParts;
