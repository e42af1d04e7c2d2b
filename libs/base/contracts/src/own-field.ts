/** An object whose names come from outside, or nothing. */
type Named<Value> = Readonly<Record<string, Value>> | null | undefined;

/**
 * The field that an object has itself under a name; undefined where it has none. Every object inherits `constructor`, `toString` and
 * the like, which a department's columns may be called as well: what is keyed by names from outside is read by this, never by `object[name]`.
 */
export function ownField<Value>(object: Named<Value>, name: string): Value | undefined {
  return object !== null && object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
