const grantLine = /^GRANT (.+) ON (?:TABLE )?(\S+)\.(\S+) TO /;
const writing = /\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE)\b/;

/** Whether a line of `show grants` lets the account change rows of a table. Everybody's rights on test databases are no rights on this one. */
export function grantsWriting(line: string, schema: string, table: string): boolean {
  const [, rights = '', onSchema = '', onTable = ''] = grantLine.exec(line) ?? [];
  return writing.test(rights) && covers(onSchema, schema) && covers(onTable, table);
}

/** A name in a grant: `*`, or a quoted name in which % and _ stand for anything unless escaped. */
function covers(granted: string, name: string): boolean {
  if (granted === '*') return true;
  const pattern = granted.replaceAll('`', '').replaceAll(/\\_|[%_]|[^\w]/g, (part) => {
    if (part === '\\_') return '_';
    if (part === '%') return '.*';
    return part === '_' ? '.' : `\\${part}`;
  });
  return new RegExp(`^${pattern}$`, 'i').test(name);
}
