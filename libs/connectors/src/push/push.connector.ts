import { getHashes } from 'node:crypto';
import {
  HubError,
  systemClock,
  type CheckLine,
  type Clock,
  type Connector,
  type SourceDefinition,
  type SourceReader,
} from '#base/contracts';
import { invalidKey } from '../setting-schema.js';
import { readPushSettings, type PushSettings } from './settings.js';

const shortestSecret = 32;

/** The connector for departments that send by themselves: there is nothing to read, only terms to check. */
export function pushConnector(clock: Clock = systemClock): Connector {
  return {
    kind: 'push',
    title: '推送（部门自行发送）',
    accept: (source) => void readPushSettings(source),
    async open(source, secret) {
      const settings = readPushSettings(source);
      return readerOf(source, settings, secret, clock);
    },
  };
}

function readerOf(
  source: SourceDefinition,
  settings: PushSettings,
  secret: (name: string) => string,
  clock: Clock,
): SourceReader {
  return {
    now: () => Promise.resolve(clock.now()),
    async *read() {},
    acknowledge: () => Promise.reject(invalidKey(source, 'streams', '推送的数据流不能回写标志')),
    check: () => Promise.resolve([...keyLines(source, settings, secret), digestLine(source, settings)]),
    columns: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function keyLines(
  { name }: SourceDefinition,
  { keys }: PushSettings,
  secret: (name: string) => string,
): readonly CheckLine[] {
  return keys.map(({ id, secret: secretName }): CheckLine => {
    try {
      const strong = Buffer.byteLength(secret(secretName)) >= shortestSecret;
      return strong
        ? { subject: name, verdict: 'ok', sentence: `密钥 ${id} 已登记。` }
        : {
            subject: name,
            verdict: 'warning',
            sentence: `密钥 ${id} 不足 ${shortestSecret} 字节，请更换为更长的随机密钥。`,
          };
    } catch (fault) {
      if (!(fault instanceof HubError)) throw fault;
      return { subject: name, verdict: 'fault', sentence: `密钥 ${id}：${fault.sentence}` };
    }
  });
}

function digestLine({ name, id, streams }: SourceDefinition, { digest }: PushSettings): CheckLine {
  if (!getHashes().includes(digest)) {
    return {
      subject: name,
      verdict: 'fault',
      sentence: `摘要算法 ${digest} 在本机不可用，请换用带国密算法的运行环境。`,
    };
  }
  const addresses = streams.map((stream) => `/push/v1/${id}/${stream.name}`).join('、');
  return {
    subject: name,
    verdict: 'ok',
    sentence: `对方发送到 ${addresses}，以 HMAC-${digest.toUpperCase()} 签名。`,
  };
}
