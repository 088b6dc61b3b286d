/** What the call log's own words mean, for people: what an entry was, and how it ended. */
import { plain } from '../text.js';

/** Every action of the contract (`CallActionEnum`). */
export const actionWords: Readonly<Record<string, string>> = {
  'Accept Call': 'offer of the call',
  'Barge In Call': 'barging in',
  'Call Park': 'parking',
  'Call Return': 'call back',
  'CallOut-CallMe': 'call to an own phone',
  'Calling Card': 'calling-card call',
  'Conference Call': 'conference call',
  'E911 Update': 'change of the emergency address',
  Emergency: 'emergency call',
  'External Application': 'call by another application',
  FindMe: 'ringing by FindMe',
  FollowMe: 'ringing by FollowMe',
  FreeSPDL: 'speed-dial call',
  Hunting: 'ringing one phone after the other',
  'Incoming Fax': 'incoming fax',
  Monitoring: 'listening in',
  Move: 'move to another phone',
  'Outgoing Fax': 'outgoing fax',
  Paging: 'paging',
  'Park Location': 'parking',
  'Phone Call': 'call',
  'Phone Login': 'login of a phone',
  Pickup: 'pickup for somebody else',
  'RC Meetings': 'meeting call',
  'Ring Directly': 'direct ringing',
  RingMe: 'ringing by RingMe',
  'RingOut Mobile': 'RingOut call from a mobile phone',
  'RingOut PC': 'RingOut call from a computer',
  'RingOut Web': 'RingOut call from the web',
  'Sip Forwarding': 'ringing of a phone or app',
  Support: 'support call',
  'Text Relay': 'text relay call',
  Transfer: 'transfer',
  Unknown: 'call of no named kind',
  'VoIP Call': 'internet call',
  'VoiceChat Call': 'voice chat',
};

/** Every type of leg of the contract (`CallLegTypeEnum`). */
export const legWords: Readonly<Record<string, string>> = {
  SipForwarding: 'ringing of a phone or app',
  ServiceMinus2: 'leg of the phone system',
  ServiceMinus3: 'leg of the phone system',
  PstnToSip: 'call coming in',
  Accept: 'offer of the call',
  FindMe: 'ringing by FindMe',
  FollowMe: 'ringing by FollowMe',
  TestCall: 'test call',
  FaxSent: 'fax',
  CallBack: 'call back',
  CallingCard: 'calling-card call',
  RingDirectly: 'direct ringing',
  RingOutWebToSubscriber: 'RingOut, ringing the own phone',
  RingOutWebToCaller: 'RingOut, ringing the other side',
  SipToPstnMetered: 'call to outside',
  RingOutClientToSubscriber: 'RingOut, ringing the own phone',
  RingOutClientToCaller: 'RingOut, ringing the other side',
  RingMe: 'ringing by RingMe',
  TransferCall: 'transfer',
  SipToPstnUnmetered: 'call to outside',
  RingOutDeviceToSubscriber: 'RingOut, ringing the own phone',
  RingOutDeviceToCaller: 'RingOut, ringing the other side',
  RingOutOneLegToCaller: 'RingOut, ringing the other side',
  ExtensionToExtension: 'call between extensions',
  CallPark: 'parking',
  PagingServer: 'paging',
  Hunting: 'ringing one phone after the other',
  OutgoingFreeSpDl: 'speed-dial call',
  ParkLocation: 'parking',
  CallMeCallOut: 'call to an own phone',
  ConferenceCall: 'conference call',
  MobileApp: 'call of the mobile app',
  MoveToConference: 'move to a conference',
  Unknown: 'leg of no named kind',
  MeetingsCall: 'meeting call',
  SilentMonitoring: 'listening in',
  Monitoring: 'listening in',
  Pickup: 'pickup for somebody else',
  ImsCall: 'call of a mobile line',
  JoinCall: 'joining the call',
  TextRelay: 'text relay call',
  IvaCall: 'call of the voice assistant',
  VoiceChat: 'voice chat',
};

/** Every result of the contract (`CallResultEnum`). */
export const resultWords: Readonly<Record<string, string>> = {
  Accepted: 'picked up',
  'Call connected': 'connected',
  '911': 'emergency call',
  '933': 'test of the emergency call',
  Missed: 'not answered',
  'No Answer': 'not answered',
  'Hang Up': 'the caller hung up',
  Abandoned: 'the caller gave up waiting',
  Busy: 'busy',
  'Callback requested': 'the caller asked to be called back',
  'Answered Not Accepted': 'picked up, but not accepted',
  Voicemail: 'went to voicemail',
  'Sent to Voicemail': 'sent to voicemail',
  Declined: 'declined',
  Rejected: 'rejected',
  'Answered Elsewhere': 'somebody else answered',
  Blocked: 'blocked',
  'Call Failed': 'failed',
  'Call Failure': 'failed',
  'Carrier is not active': 'failed: the carrier is not active',
  'EDGE trunk misconfigured': 'failed: a trunk is misconfigured',
  'Fax Not Sent': 'fax not sent',
  'Fax Partially Sent': 'fax sent in part',
  'Fax Poor Line': 'fax failed: poor line',
  'Fax Receipt Error': 'fax not received',
  'Fax on Demand': 'fax on demand',
  'IP Phone Offline': 'the phone was offline',
  'In Progress': 'still under way',
  'Internal Error': 'failed in the phone system',
  'International Disabled': 'refused: no international calls',
  'International Restricted': 'refused: international calls are restricted',
  'No Calling Credit': 'refused: no calling credit',
  'Not Allowed': 'refused by the phone system',
  'Partial Receive': 'received in part',
  'Phone Login': 'a phone logged in',
  'Receive Error': 'not received',
  Received: 'received',
  Reply: 'answered by a message',
  'Restricted Number': 'refused: restricted number',
  'Send Error': 'not sent',
  Sent: 'sent',
  Stopped: 'stopped',
  'Suspended account': 'refused: the account is suspended',
  Unknown: 'ended nobody knows how',
  'Wrong Number': 'wrong number',
};

const known = (words: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

/** What an entry was; a word of tomorrow is shown as it came. */
export const kindOfEntry = ({ action, legType }: { readonly action: string; readonly legType?: string }): string =>
  (legType === undefined ? undefined : known(legWords, legType)) ??
  known(actionWords, action) ??
  `"${plain(legType ?? action, 40)}"`;

/** `not answered ("Missed")`: our words, and the log's own. */
export function howItEnded(result: string | undefined): string {
  if (result === undefined || result === '') return 'the log does not say how it ended';
  const words = known(resultWords, result);
  return words === undefined ? `the log says "${plain(result, 40)}"` : `${words} ("${result}")`;
}
