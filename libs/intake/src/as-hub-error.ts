import { HubError } from '#base/contracts';

/** A fault in the form it is shown in; null stays null. */
export function asHubError(fault: unknown): HubError | null {
  if (fault === null || fault instanceof HubError) return fault;
  return new HubError(
    'HUB_SOURCE_UNREACHABLE',
    '读取数据源时发生未预料的错误，将自动重试；详情见采集进程日志。',
    {},
    fault,
  );
}
