import { ownField } from '#base/contracts';
import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** Checks what came in an address or a body; what does not fit is answered with 400 and one sentence. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const name = [...(issue?.path ?? []), ...keys].join('.');
  const missing = issue?.code === 'invalid_type' && isMissing(value, issue.path);
  throw new BadRequestException(missing ? `缺少参数 ${name}。` : `参数 ${name} 不正确，请核对后重试。`);
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (part, key) => (isObject(part) ? ownField(part, String(key)) : undefined),
    value,
  );
  return path.length > 0 && found === undefined;
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}
