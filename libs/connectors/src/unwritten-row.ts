import { faultKind, isSharedFault } from '#base/postgres';

/**
 * The row of one record. Where its writing breaks off, the row that says so stands in its place, so that it is parked and the records
 * around it are read; only what all records share is thrown on. The sentence names the kind of fault and never what it quotes.
 */
export function rowOrRefused<Row>(write: () => Row, refuse: (sentence: string) => Row): Row {
  try {
    return write();
  } catch (thrown) {
    if (isSharedFault(thrown)) throw thrown;
    return refuse(
      `枢纽读取这一条时中断（${faultKind(thrown)}），其余记录照常；请部门核对这一条的内容，查不出的请运维把原文交枢纽开发方`,
    );
  }
}
