import { HubError, type FaultCode, type Facts } from '#base/contracts';
import { createRedactor, describeFault } from '#base/telemetry';

/** How a command failed, in the one shape every failure has. */
export interface Failure {
  readonly code: FaultCode;
  readonly sentence: string;
  readonly facts: Facts;
}

/** What the person who typed the command puts right; everything else is a fault of the hub or its surroundings. */
const answers: ReadonlySet<FaultCode> = new Set(['HUB_USAGE_INVALID', 'HUB_NOT_FOUND', 'HUB_REFUSED']);

/** The failure anything thrown stands for, without secrets or personal data. */
export function failureOf(thrown: unknown): Failure {
  const { message, facts = {}, code, type } = describeFault(thrown, createRedactor());
  if (thrown instanceof HubError) return { code: thrown.code, sentence: message, facts };
  const sentence = `发生未预料的错误：${message}`;
  return { code: 'HUB_UNEXPECTED', sentence, facts: { type, cause: code } };
}

/** The failure as text, or as `{"error":{"code","sentence","facts"}}`. */
export function failureText({ code, sentence, facts }: Failure, json: boolean): string {
  if (json) return JSON.stringify({ error: { code, sentence, facts } }, null, 2);
  return answers.has(code) ? sentence : `故障：${sentence}（${code}）`;
}
