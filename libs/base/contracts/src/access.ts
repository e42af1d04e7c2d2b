/** What people and machines are to the hub; the role says what they may do, the place how far. */
export const roles = ['operator', 'approval', 'supervision', 'auditor', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** The Chinese words for the roles. */
export const roleTitles: Readonly<Record<Role, string>> = {
  operator: '枢纽运维',
  approval: '审批部门',
  supervision: '监管部门',
  auditor: '审计',
  administrator: '账号管理员',
};

/** Everything that somebody may be allowed to do, with its Chinese title. A route names exactly one. */
export const rightTitles = {
  'status.read': '查看枢纽现状',
  'sources.read': '查看数据源',
  'sources.change': '决定数据源的启停',
  'secrets.read': '查看各部门的授权与尚欠',
  'secrets.change': '登记、更换与停用密钥',
  'parked.read': '查看隔离记录',
  'parked.change': '处理隔离记录',
  'cases.read': '查看办件',
  'messages.read': '查看消息、投递与时限',
  'messages.answer': '代表本部门签收、认领、退回与答复',
  'documents.publish': '发布文件、通知与书面意见请求',
  'support.ask': '发起技术支撑、答复延期申请',
  'policy.read': '查看清单、边界与备忘录',
  'lookups.ask': '向国家系统查询',
  'personal.reveal': '说明用途后查看个人信息',
  'accounts.manage': '管理账号与令牌',
  'journal.read': '查看访问日志',
} as const satisfies Readonly<Record<string, string>>;
export type Right = keyof typeof rightTitles;

/** Where somebody works: the whole hub (`region` null), a region with those under it, or one department of a region. */
export interface Place {
  readonly region: string | null;
  readonly department: string | null;
}

/** How far somebody reaches, as statements take it; null leaves a bound out. */
export interface PartyBounds {
  /** Start of the region codes: `37` a province, `3708` a city with its counties, `370811` one county. */
  readonly regions: string | null;
  readonly department: string | null;
}

/** Bounds that leave nothing out: the command line's. */
export const everywhere: PartyBounds = { regions: null, department: null };

/** Whoever asks, after being recognised. `rights` is what is left of the role's rights, a token may have fewer. */
export interface Principal {
  readonly kind: 'person' | 'machine';
  /** As the audit writes it: `account:wang`, `token:ab12…`. */
  readonly name: string;
  readonly role: Role;
  readonly place: Place;
  readonly rights: readonly Right[];
  /** The first password was not changed yet: nothing else is allowed before. */
  readonly mustChange: boolean;
}

/**
 * What a route asks of whoever comes: a right, or only to be signed in, or nothing. `hub` is shown to those who work for the whole hub, of
 * `own` everybody sees their part.
 */
export interface RouteNeed {
  readonly right: Right | 'signedIn' | 'anybody';
  readonly reach: 'hub' | 'own';
}
