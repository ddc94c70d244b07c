/** Where a message lies: the same for ever, and no other message's. */
export interface MessagePlace {
  topic: string;
  partition: number;
  offset: string;
}

export const placeText = ({ topic, partition, offset }: MessagePlace): string => `${topic}/${partition}/${offset}`;
