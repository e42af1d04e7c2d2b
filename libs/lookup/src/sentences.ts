import type { HubError } from '#base/contracts';
import type { LookupDefinition } from './lookup-definition.js';

const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** What a case handler is told: what happened, on whose side, what to do. */
export const sentences = {
  unknown: '没有这个查询接口，请用 hub lookup 查看已定义的接口。',
  notFound: ({ title, provider }: LookupDefinition): string =>
    `${title}：${provider}没有查到，请核对查询条件。`,
  unavailable: (
    { title, provider }: LookupDefinition,
    since: Date,
    kept: { readonly askedAt: Date } | null,
  ): string => {
    const next =
      kept === null
        ? '请稍后再查，或先按材料办理'
        : `下面是 ${format.format(kept.askedAt)} 查得的旧结果，仅供参考`;
    return `${title}暂时查不到：${provider}自 ${format.format(since)} 起没有正常应答，${next}。`;
  },
  limited: ({ title, rate }: LookupDefinition): string =>
    `${title}这一分钟的查询次数已到与对方约定的上限（${rate.perMinute} 次），请下一分钟再查。`,
  callerLimited: (most: number): string => `您这一分钟的查询次数已到上限（${most} 次），请下一分钟再查。`,
  refused: (definition: LookupDefinition, fault: HubError): string => {
    const { id, title, provider } = definition;
    const { code } = fault.facts;
    const told = typeof code === 'string' ? `（返回码 ${code}）` : '';
    return refusesHub(definition, fault)
      ? `${title}没有查成：${provider}拒绝了枢纽的密钥或签名${told}，请运维核对密钥、授权期限和时钟。`
      : `${title}没有查成：${provider}的应答与接口定义不符${told}，请运维核对 config/lookups/${id}.yaml。`;
  },
} as const;

/** A key service that refuses the hub may do so by an answer without a key. */
function refusesHub({ signature }: LookupDefinition, { code, facts }: HubError): boolean {
  if (code === 'HUB_SOURCE_DENIED') return true;
  return signature.kind === 'sharingPlatform' && facts['path'] === signature.keyAt;
}
