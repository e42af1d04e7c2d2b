import type { AnswerField, LookupDefinition, LookupOutcome } from '#libs/lookup';
import { table } from '../output/table.js';
import { ageText, timeText } from '../words.js';

/** The interfaces that are defined, and what each is to be asked with. */
export function interfacesText(interfaces: readonly LookupDefinition[]): string {
  if (interfaces.length === 0) return '没有定义查询接口（config/lookups/*.yaml）。';
  return table(
    ['接口', '名称', '查询字段', '缓存', '每分钟', '每人每分钟'].map((title) => ({ title })),
    interfaces.map(({ id, title, request, keep, rate }) => [
      id,
      title,
      Object.entries(request)
        .map(([name, field]) => `--${name} ${field.title}`)
        .join(' '),
      ageText(keep / 1_000),
      String(rate.perMinute),
      String(rate.perCaller),
    ]),
  );
}

/** What came of a question, for a person at a terminal. */
export function outcomeText(outcome: LookupOutcome): string {
  if (outcome.outcome === 'answered') {
    const when = outcome.freshness === 'live' ? '刚刚查得' : `缓存，${timeText(outcome.askedAt)} 查得`;
    return `${fieldTable(outcome.fields)}\n\n（${when}）`;
  }
  if (outcome.outcome === 'unavailable' && outcome.stale !== null)
    return `${outcome.sentence}\n\n${fieldTable(outcome.stale.fields)}\n\n（旧结果，${timeText(outcome.stale.askedAt)} 查得，可能已变化）`;
  return outcome.sentence;
}

function fieldTable(fields: readonly AnswerField[]): string {
  return table(
    [{ title: '项目' }, { title: '内容' }],
    fields.map(({ title, value, masked }) => [title, `${value ?? '—'}${masked ? '（已遮盖）' : ''}`]),
  );
}
