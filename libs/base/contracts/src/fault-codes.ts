/** What the loop does with a fault: try again with back-off, set the record aside, or stop the process. */
export type Remedy = 'retry' | 'park' | 'stop';

interface FaultCodeEntry {
  readonly remedy: Remedy;
  readonly title: string;
}

const entries = {
  // settings
  HUB_SETTINGS_INVALID: { remedy: 'stop', title: '配置项无效' },
  HUB_SECRET_MISSING: { remedy: 'stop', title: '缺少密钥' },
  HUB_SECRET_INVALID: { remedy: 'stop', title: '密钥登记有误' },
  HUB_SECRET_TAMPERED: { remedy: 'stop', title: '密钥库的密文被改动' },
  HUB_VAULT_KEY_INVALID: { remedy: 'stop', title: '密钥库主密钥缺失或无效' },
  HUB_VAULT_KEY_WRONG: { remedy: 'stop', title: '密钥库主密钥不对' },
  // postgres
  HUB_DATABASE_UNREACHABLE: { remedy: 'retry', title: '数据库不可达' },
  HUB_DATABASE_TOO_OLD: { remedy: 'stop', title: '数据库版本过低' },
  HUB_MIGRATION_CHANGED: { remedy: 'stop', title: '已执行的迁移脚本被改动' },
  // kafka
  HUB_BROKER_UNREACHABLE: { remedy: 'retry', title: '消息队列不可达' },
  HUB_TOPIC_WITHOUT_HANDLER: { remedy: 'stop', title: '主题没有处理程序' },
  HUB_PROVISION_REFUSED: { remedy: 'stop', title: '消息队列拒绝创建主题或授权' },
  HUB_BATCH_UNREADABLE: { remedy: 'park', title: '一批消息无法解读' },
  HUB_OFFSET_GAP: { remedy: 'retry', title: '消息位点出现缺口' },
  // reading
  HUB_SOURCE_UNREACHABLE: { remedy: 'retry', title: '数据源不可达' },
  HUB_SOURCE_DENIED: { remedy: 'stop', title: '数据源拒绝访问' },
  HUB_SOURCE_TIMEOUT: { remedy: 'retry', title: '数据源查询超时' },
  HUB_SOURCE_STALLED: { remedy: 'retry', title: '读取停滞，已中止重来' },
  HUB_SOURCE_INVALID: { remedy: 'stop', title: '数据源定义无效' },
  HUB_SOURCE_GAP: { remedy: 'stop', title: '数据源有未读的数据已丢失' },
  HUB_LOG_GAP: { remedy: 'retry', title: '变更日志出现缺口' },
  HUB_CHECKPOINT_MOVED: { remedy: 'retry', title: '检查点已被他人移动' },
  HUB_BACKFILL_INVALID: { remedy: 'stop', title: '回补请求无效' },
  HUB_LEASE_LOST: { remedy: 'retry', title: '租约已失效' },
  // receiving
  HUB_PUSH_DENIED: { remedy: 'stop', title: '推送未通过验签或未启用' },
  HUB_PUSH_INVALID: { remedy: 'stop', title: '推送请求有误' },
  HUB_PUSH_BUSY: { remedy: 'retry', title: '接收繁忙' },
  // mapping: every one parks the record
  HUB_RAW_MALFORMED: { remedy: 'park', title: '原始消息无法解析' },
  HUB_ROW_REFUSED: { remedy: 'park', title: '来源的一行无法读取' },
  HUB_STREAM_UNKNOWN: { remedy: 'park', title: '数据流未定义' },
  HUB_GENERATION_UNKNOWN: { remedy: 'park', title: '标准代次未知' },
  HUB_FIELD_MISSING: { remedy: 'park', title: '必填字段为空' },
  HUB_FIELD_TOO_LONG: { remedy: 'park', title: '字段超长' },
  HUB_CODE_UNKNOWN: { remedy: 'park', title: '代码不在代码表内' },
  HUB_DATE_INVALID: { remedy: 'park', title: '日期无法识别' },
  HUB_NUMBER_INVALID: { remedy: 'park', title: '数值无法识别' },
  HUB_REGION_UNKNOWN: { remedy: 'park', title: '行政区划代码未知' },
  HUB_USCC_INVALID: { remedy: 'park', title: '统一社会信用代码校验未通过' },
  HUB_ORG_CODE_INVALID: { remedy: 'park', title: '组织机构代码校验未通过' },
  HUB_ID_NUMBER_INVALID: { remedy: 'park', title: '公民身份号码校验未通过' },
  HUB_IDENTIFIER_ODD: { remedy: 'park', title: '标识或代码含有形似或异常的字符' },
  HUB_CODE_MALFORMED: { remedy: 'park', title: '编码格式不符' },
  HUB_LICENCE_ID_INVALID: { remedy: 'park', title: '电子证照标识校验未通过' },
  HUB_RECORD_UNREADABLE: { remedy: 'park', title: '该记录无法处理' },
  HUB_RECORD_REFUSED: { remedy: 'park', title: '数据库拒绝保存该记录' },
  HUB_EARLIER_PARKED: { remedy: 'park', title: '等候同一办件在前的记录' },
  HUB_MAPPING_INVALID: { remedy: 'stop', title: '映射文件无效' },
  HUB_MAPPING_NOT_APPLIED: { remedy: 'retry', title: '还没有应用映射文件' },
  // routing
  HUB_ITEM_UNKNOWN: { remedy: 'park', title: '事项不在目录内' },
  HUB_CLAUSE_UNKNOWN: { remedy: 'park', title: '备忘录条款版本不存在' },
  HUB_POLICY_INVALID: { remedy: 'stop', title: '政策配置无效' },
  HUB_DRAFT_REFUSED: { remedy: 'stop', title: '政策草案不能这样处理' },
  HUB_CALENDAR_UNPUBLISHED: { remedy: 'park', title: '该年度节假日安排尚未公布' },
  // replies
  HUB_REPLY_MALFORMED: { remedy: 'park', title: '回执或来文格式不符' },
  HUB_REPLY_UNKNOWN_MESSAGE: { remedy: 'park', title: '回执所指消息不存在' },
  HUB_REPLY_WRONG_DEPARTMENT: { remedy: 'park', title: '回执来自非收件部门' },
  HUB_REPLY_KIND_UNKNOWN: { remedy: 'park', title: '来文类别未知' },
  HUB_REPLY_ID_REUSED: { remedy: 'park', title: '来文编号已用于另一份内容' },
  HUB_REPLY_TIME_IMPOSSIBLE: { remedy: 'park', title: '来文所述时间不可能' },
  HUB_REPLY_NOT_ALLOWED: { remedy: 'park', title: '部门无权发送该类来文或发给该部门' },
  // sending
  HUB_MESSAGE_INCOMPLETE: { remedy: 'stop', title: '消息缺少对象、内容或时限' },
  HUB_RECORD_TOO_LARGE: { remedy: 'park', title: '记录超过消息队列允许的大小' },
  HUB_MESSAGE_REFUSED: { remedy: 'park', title: '消息队列拒绝该条消息' },
  HUB_PUBLISH_FAILED: { remedy: 'retry', title: '消息投递失败' },
  // documents
  HUB_ATTACHMENT_REFUSED: { remedy: 'stop', title: '附件不被接受' },
  HUB_ATTACHMENT_FOREIGN: { remedy: 'park', title: '附件不归发送者引用' },
  HUB_ATTACHMENT_DAMAGED: { remedy: 'stop', title: '附件内容损坏' },
  HUB_STORE_UNREACHABLE: { remedy: 'retry', title: '附件存储不可用' },
  // lookups
  HUB_LOOKUP_INVALID: { remedy: 'stop', title: '查询接口定义无效' },
  // access
  HUB_ACCESS_REFUSED: { remedy: 'stop', title: '账号或令牌不能这样处理' },
  HUB_OIDC_UNREACHABLE: { remedy: 'retry', title: '统一身份认证不可用' },
  HUB_ROUTE_UNDECLARED: { remedy: 'stop', title: '接口地址没有登记权限' },
  HUB_API_INVALID: { remedy: 'stop', title: '接口请求不正确' },
  HUB_API_UNKNOWN: { remedy: 'stop', title: '没有登录或令牌无效' },
  HUB_API_DENIED: { remedy: 'stop', title: '没有权限' },
  HUB_API_MISSING: { remedy: 'stop', title: '没有所请求的内容' },
  HUB_API_CONFLICT: { remedy: 'stop', title: '现在的状态不允许这样做' },
  HUB_API_LIMITED: { remedy: 'retry', title: '请求过于频繁' },
  HUB_API_FAULT: { remedy: 'retry', title: '接口没有做成' },
  // command line
  HUB_USAGE_INVALID: { remedy: 'stop', title: '命令的写法不正确' },
  HUB_NOT_FOUND: { remedy: 'stop', title: '没有所指的对象' },
  HUB_REFUSED: { remedy: 'stop', title: '现在不能这样处理' },
  HUB_UNEXPECTED: { remedy: 'stop', title: '未预料的错误' },
  // local set
  HUB_LOCAL_TOOL_FAILED: { remedy: 'stop', title: '本地工具执行失败' },
  HUB_LOCAL_SERVER_FAILED: { remedy: 'stop', title: '本地服务器启动失败' },
  HUB_LOCAL_ALREADY_RUNNING: { remedy: 'stop', title: '本地环境已在运行' },
  HUB_LOCAL_SETUP_FAILED: { remedy: 'stop', title: '本地环境准备失败' },
} as const satisfies Record<string, FaultCodeEntry>;

/** Every code a HubError may carry. */
export type FaultCode = keyof typeof entries;

/** The catalogue: code → remedy and Chinese title; the error page of the docs is generated from it. */
export const faultCodes: Readonly<Record<FaultCode, FaultCodeEntry>> = entries;

/** Whether a text read from a table or a message is a code of this catalogue. */
export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(entries, code);
}
