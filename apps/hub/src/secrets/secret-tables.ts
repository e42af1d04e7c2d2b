import { faultCodes } from '#base/contracts';
import {
  daysLeft,
  expiryStage,
  rights,
  type ExpiryStage,
  type Rewrapped,
  type SecretEntry,
  type SecretVersion,
} from '#base/secrets';
import type { GrantExpiry, Owed } from '#libs/reporting';
import { table } from '../output/table.js';
import { timeText } from '../words.js';

const quiet: readonly ExpiryStage[] = ['openEnded', 'valid'];

/** What departments granted, whose it is and until when, then what they still owe. */
export function secretsText(granted: readonly SecretEntry[], owed: readonly Owed[], now: Date): string {
  const first = granted.length === 0 ? '密钥库中还没有登记。' : grantedTable(granted, now);
  return [first, ...(owed.length === 0 ? [] : [owedTable(owed)]), sumText(granted, owed, now)].join('\n\n');
}

/** Every value a secret has had. */
export function versionsText(versions: readonly SecretVersion[]): string {
  return table(
    [{ title: '版本', right: true }, { title: '登记时间' }, { title: '登记人' }, { title: '主密钥' }],
    versions.map((each) => [
      String(each.version),
      timeText(each.madeAt),
      each.madeBy,
      each.keyId ?? '已销毁',
    ]),
  );
}

/** What a change of the key-encryption key did, and whether the former one may go. */
export function rewrappedText({ keyId, rewrapped, refused }: Rewrapped, forgotten: number): string {
  const gone = forgotten === 0 ? '' : `，丢弃旧主密钥封存的国家系统查询结果 ${forgotten} 条`;
  const done = `已用主密钥 ${keyId} 重新包裹 ${rewrapped} 个数据密钥${gone}`;
  if (refused.length === 0) return `${done}；其他主密钥可以撤下。`;
  const rows = refused.map(({ name, version, code }) => [
    name,
    String(version),
    faultCodes[code].title,
    code,
  ]);
  const columns = [
    { title: '密钥' },
    { title: '版本', right: true } as const,
    { title: '原因' },
    { title: '代码' },
  ];
  return `${done}；下列 ${refused.length} 个打不开，未动，旧主密钥请暂时保留：\n\n${table(columns, rows)}`;
}

/** One line for each grant that ends within 30 days or has ended. */
export function grantLines(grants: readonly GrantExpiry[], now: Date): readonly string[] {
  return grants.flatMap(({ region, department, name, expiresAt }) => {
    const stage = expiryStage(expiresAt, now);
    if (quiet.includes(stage)) return [];
    const whose = `${region}.${department} 的 ${name}`;
    return stage === 'expired'
      ? [`授权已过期：${whose}，请立即联系部门续期`]
      : [`授权将到期：${whose} 还有 ${daysLeft(expiresAt, now)} 天`];
  });
}

/** How a grant stands: valid for how long, or expired. */
export function stateText(expiresAt: Date | null, now: Date): string {
  if (expiresAt === null) return '长期有效';
  const stage = expiryStage(expiresAt, now);
  if (stage === 'expired') return '已过期';
  const left = `还有 ${daysLeft(expiresAt, now)} 天`;
  return stage === 'valid' ? left : `${left}，将到期`;
}

function grantedTable(granted: readonly SecretEntry[], now: Date): string {
  const titles = ['部门', '密钥', '权限', '授权依据', '有效期至', '状态'].map((title) => ({ title }));
  return table(
    [...titles, { title: '版本', right: true }, { title: '登记' }],
    granted.map((each) => [
      `${each.region}.${each.department}`,
      each.name,
      rights[each.right],
      each.grantedBy,
      each.until ?? '长期',
      stateText(each.expiresAt, now),
      String(each.version),
      `${timeText(each.madeAt)} ${each.madeBy}`,
    ]),
  );
}

function owedTable(owed: readonly Owed[]): string {
  return table(
    [{ title: '数据源' }, { title: '所需密钥' }, { title: '尚欠' }],
    owed.map(({ source, name, secret, inFile }) => [
      `${source} ${name}`,
      secret,
      inFile ? '只在密钥文件中，未登记由谁依何授权' : '尚未提供',
    ]),
  );
}

function sumText(granted: readonly SecretEntry[], owed: readonly Owed[], now: Date): string {
  const stages = granted.map(({ expiresAt }) => expiryStage(expiresAt, now));
  const expired = stages.filter((stage) => stage === 'expired').length;
  const soon = stages.filter((stage) => !quiet.includes(stage)).length - expired;
  const missing = owed.filter(({ inFile }) => !inFile).length;
  return `已登记 ${granted.length} 项：已过期 ${expired} 项，30 天内到期 ${soon} 项；数据源尚缺密钥 ${missing} 项，未登记依据 ${owed.length - missing} 项。`;
}
