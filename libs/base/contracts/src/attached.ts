/** Whose an upload is: a department, or the place of whoever works for several; null leaves a part open. */
export interface ContentOwner {
  readonly region: string | null;
  readonly department: string | null;
}

/** The digests of the contents that a body carries, as every kind names them; each once. */
export function attachedDigests(body: Readonly<Record<string, unknown>>): readonly string[] {
  const { attachments } = body;
  if (!Array.isArray(attachments)) return [];
  return [...new Set(attachments.flatMap(digestOf))];
}

function digestOf(attachment: unknown): readonly string[] {
  if (typeof attachment !== 'object' || attachment === null || !('sha256' in attachment)) return [];
  return typeof attachment.sha256 === 'string' ? [attachment.sha256] : [];
}

/** Why a content may not be attached. It says no more of what others uploaded than of what is not there. */
export const foreignAttachment = '所列附件不是本部门上传的，也不在本部门收到的消息里，不能引用；请先上传。';
