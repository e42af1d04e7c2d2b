import { systemClock, type Clock, type Connector } from '#base/contracts';
import { Gate } from '#base/pacing';
import { clusterOf } from './address.js';
import { KafkaReader } from './kafka.reader.js';
import { readKafkaSettings, readTopicSettings } from './settings.js';

/** The connector for departments that publish on topics of their own. */
export function kafkaConnector(clock: Clock = systemClock): Connector {
  return {
    kind: 'kafka',
    title: 'Kafka（部门自己的主题）',
    accept: (source) => {
      readKafkaSettings(source);
      for (const stream of source.streams) readTopicSettings(source, stream);
    },
    async open(source, secret, gate = new Gate(source.budget ?? {}, clock)) {
      const { timeout } = readKafkaSettings(source);
      const streams = new Map(
        source.streams.map((stream) => [stream.name, readTopicSettings(source, stream)]),
      );
      const { Cluster } = await import('./cluster.js');
      const cluster = new Cluster(source.id, clusterOf(source, secret), timeout, { gate, clock });
      return new KafkaReader({ source, cluster, streams, clock });
    },
  };
}
