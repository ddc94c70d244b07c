import { DEVICE_EVENTS, deviceEventsFeed, type LogFeed, type Topic } from '#feeds';

/** The feed of device events, under a name and on a topic that nobody published to. */
export const ownFeed = (name: string): LogFeed => {
  const topic = { ...DEVICE_EVENTS, name: `circulog.${name}` };
  return { ...deviceEventsFeed, name, topicOf: () => topic, topics: [topic] };
};

export const topicOf = (feed: LogFeed): Topic => feed.topicOf({});
