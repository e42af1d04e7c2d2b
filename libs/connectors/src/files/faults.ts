import { HubError, type FaultCode, ownField } from '#base/contracts';

type Verdict = Extract<
  FaultCode,
  'HUB_SOURCE_UNREACHABLE' | 'HUB_SOURCE_DENIED' | 'HUB_SOURCE_TIMEOUT' | 'HUB_SOURCE_INVALID'
>;

const sentences: Readonly<Record<Verdict, (source: string) => string>> = {
  HUB_SOURCE_UNREACHABLE: (source) =>
    `数据源 ${source} 的文件暂时读不到，将自动重试；请联系该部门确认文件服务在运行、网络已放行。`,
  HUB_SOURCE_DENIED: (source) =>
    `数据源 ${source} 拒绝了枢纽的账号，请联系该部门核对账号、口令（或私钥）和目录权限。`,
  HUB_SOURCE_TIMEOUT: (source) =>
    `数据源 ${source} 的文件服务太久没有应答，将自动重试；请联系该部门查看服务器负载。`,
  HUB_SOURCE_INVALID: (source) => `数据源 ${source} 的目录不存在，请与该部门核对目录后改正数据源定义。`,
};

const verdicts: Readonly<Record<string, Verdict>> = {
  EACCES: 'HUB_SOURCE_DENIED',
  EPERM: 'HUB_SOURCE_DENIED',
  '3': 'HUB_SOURCE_DENIED',
  ENOENT: 'HUB_SOURCE_INVALID',
  ENOTDIR: 'HUB_SOURCE_INVALID',
  '2': 'HUB_SOURCE_INVALID',
  ETIMEDOUT: 'HUB_SOURCE_TIMEOUT',
};

/** A store's error as a fault of the source; what is not known is tried again. The cause's text stays out: it may name the account. */
export function fileFault(source: string, cause: unknown): unknown {
  if (cause instanceof HubError) return cause;
  const code = codeOf(cause);
  const verdict = ownField(verdicts, code) ?? byText(cause);
  return new HubError(verdict, sentences[verdict](source), { source, code });
}

/** A fault told in its own words. */
export function invalid(source: string, sentence: string): HubError {
  return new HubError('HUB_SOURCE_INVALID', sentence, { source });
}

/** A report that cannot be written beside its file, after everything was read: the department waits for it. */
export function unwrittenReport(source: string, file: string): HubError {
  return new HubError(
    'HUB_SOURCE_DENIED',
    `数据源 ${source} 的文件 ${file} 已读取，但接收报告写不到它旁边；请该部门给枢纽账号写权限、缩短文件名，或把 report 改为 none。`,
    { source, file },
  );
}

/** Why a file that is listed cannot be opened while others can; null where it is not the file's own. */
export function refusalToOpen(cause: unknown): string | null {
  const code = codeOf(cause);
  const text = typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : '';
  if (['EACCES', 'EPERM', '3'].includes(code) || /permission denied/i.test(text))
    return '枢纽账号没有读取这个文件的权限，请该部门改正文件权限，改正后自动读取';
  return ['EISDIR', 'ELOOP', 'ENXIO', 'EIO'].includes(code)
    ? '这个文件打不开，请该部门核对后重新放置，可以打开后自动读取'
    : null;
}

/** Files whose names are no UTF-8, after everything else was read: they must not lie there unseen. */
export function unreadableNames(source: string, count: number): HubError {
  return invalid(
    source,
    `数据源 ${source} 的目录里有 ${count} 个文件的文件名不是 UTF-8 编码（多半是 GBK），枢纽打不开；请该部门把文件服务器的文件名编码改为 UTF-8，或改用英文文件名。`,
  );
}

function byText(cause: unknown): Verdict {
  const text = typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : '';
  if (/authentication methods failed|permission denied/i.test(text)) return 'HUB_SOURCE_DENIED';
  if (/no such file/i.test(text)) return 'HUB_SOURCE_INVALID';
  return /timed? ?out/i.test(text) ? 'HUB_SOURCE_TIMEOUT' : 'HUB_SOURCE_UNREACHABLE';
}

/** The code a system or library gave an error; empty where there is none. */
export function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' || typeof cause.code === 'number' ? String(cause.code) : '';
}
