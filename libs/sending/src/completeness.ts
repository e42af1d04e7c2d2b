import { HubError, type PlannedMessage } from '#base/contracts';

/** Throws HUB_MESSAGE_INCOMPLETE unless the message has a target, content and a time limit, as the policy asks of every push. */
export function requireComplete(message: PlannedMessage): void {
  const missing = missingPart(message);
  if (missing === null) return;
  throw new HubError('HUB_MESSAGE_INCOMPLETE', `消息缺少${missing}，不能推送；请检查产生它的备忘录条款。`, {
    message: message.id,
    kind: message.kind,
    missing,
  });
}

function missingPart(message: PlannedMessage): '对象' | '内容' | '时限' | null {
  if (message.to.region === '' || message.to.department === '') return '对象';
  if (message.key === '' || Object.keys(message.body).length === 0) return '内容';
  return message.deadlines.length === 0 ? '时限' : null;
}
