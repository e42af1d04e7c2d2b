import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { HubError, systemClock } from '#base/contracts';
import type { Keeping } from '../keeping.js';
import { openReader, type Bench } from '../bench.js';
import type { WrongSource } from '../subject.js';

const chinese = /[\u4e00-\u9fff]/;

/** What a connector promises of its settings. */
export const settingsPromises = {
  async describesSettings({ subject }) {
    ok(subject.settings.length > 0, 'no settings are described');
    const untitled = subject.settings.filter(({ title }) => !chinese.test(title)).map(({ path }) => path);
    deepEqual(untitled, []);
  },
  async refusesBadSettings(bench) {
    const { subject } = bench;
    const source = subject.source();
    const unknown = {
      source: { ...source, settings: { ...source.settings, nonsense: 1 } },
      path: 'settings.nonsense',
    };
    for (const wrong of [unknown, ...subject.wrong]) await refused(bench, wrong);
  },
} satisfies Keeping<'describesSettings' | 'refusesBadSettings'>;

async function refused(bench: Bench, wrong: WrongSource): Promise<void> {
  const thrown: unknown = await openReader(bench, wrong.source, systemClock)
    .then((reader) => reader.close())
    .catch((cause: unknown) => cause);
  ok(thrown instanceof HubError, `${wrong.path} was taken`);
  equal(thrown.code, 'HUB_SOURCE_INVALID');
  equal(thrown.facts['path'], wrong.path);
  ok(thrown.sentence.includes(wrong.path), thrown.sentence);
  match(thrown.sentence, chinese);
  equal(bench.proxy.connections(), 0, 'the department was asked before the settings were read');
}
