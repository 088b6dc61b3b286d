/** The fields of a call log record and of its legs as they stand on the wire (contract: CallLogRecord, Detailed view). */

export type WireParty = {
  phoneNumber?: string;
  extensionNumber?: string;
  extensionId?: string;
  name?: string;
  location?: string;
  dialerPhoneNumber?: string;
  dialedPhoneNumber?: string;
};

export type WireExtension = { id: number; uri: string };

/** What a record and a leg have in common; times in UTC with milliseconds, `duration` in seconds. */
export type WireCall = {
  extension?: WireExtension;
  telephonySessionId?: string;
  partyId?: string;
  startTime: string;
  duration: number;
  durationMs?: number;
  type: 'Voice' | 'Fax';
  direction: 'Inbound' | 'Outbound';
  action: string;
  result?: string;
  reason?: string;
  reasonDescription?: string;
  internalType?: string;
  from?: WireParty;
  to?: WireParty;
  transport?: 'PSTN' | 'VoIP';
  message?: { id: string; type: string; uri: string };
  delegate?: { id: string; name: string };
  delegationType?: string;
  transferTarget?: { telephonySessionId: string };
  transferee?: { telephonySessionId: string };
  recording?: { id: string; uri: string; type: string; contentUri: string };
  billing?: { costIncluded: number; costPurchased: number };
};

export type WireLeg = WireCall & { legType: string; master?: true };
