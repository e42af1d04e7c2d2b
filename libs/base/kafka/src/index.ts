export * from './kafka-settings.js';
export * from './topics.js';
export * from './partition-hash.js';
export * from './producer.js';
export * from './raw-envelope.js';
