import type { FaultCode } from '#base/contracts';

/** An answer that tells what went wrong (RFC 9457): `detail` is one Chinese sentence, `code` stands in the error catalogue. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: FaultCode;
}

const codes: Readonly<Record<number, readonly [FaultCode, string]>> = {
  400: ['HUB_API_INVALID', '请求不正确'],
  401: ['HUB_API_UNKNOWN', '没有登录'],
  403: ['HUB_API_DENIED', '没有权限'],
  404: ['HUB_API_MISSING', '没有找到'],
  409: ['HUB_API_CONFLICT', '状态不允许'],
  413: ['HUB_API_INVALID', '请求过大'],
  415: ['HUB_API_INVALID', '请求格式不对'],
  422: ['HUB_API_CONFLICT', '不能这样处理'],
  429: ['HUB_API_LIMITED', '请求过于频繁'],
};

/** A problem of this status; what is the hub's own fault is told without its inside. */
export function problemOf(status: number, detail: string, code?: FaultCode): Problem {
  const [own, title] = codes[status] ?? ['HUB_API_FAULT', '没有做成'];
  return { type: 'about:blank', title, status, detail, code: code ?? own };
}

/** The media type of problems. */
export const problemType = 'application/problem+json; charset=utf-8';
