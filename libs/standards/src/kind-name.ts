import type { KindName } from '#base/contracts';
import { kindList } from '#base/model';

/** Whether a text names a kind of the unified model. */
export function isKindName(text: string): text is KindName {
  return kindList.some(({ name }) => name === text);
}
