/** A workbook that cannot be read, or not beyond a row of a sheet. `refusal` says what is wrong, without the file's name and without any value. */
export class BrokenWorkbook extends Error {
  readonly place: number;
  readonly refusal: string;
  /** The sheet that cannot be read on; null where it is the workbook. */
  readonly sheet: string | null;

  constructor(place: number, refusal: string, sheet: string | null = null) {
    super(refusal);
    this.name = 'BrokenWorkbook';
    this.place = place;
    this.refusal = refusal;
    this.sheet = sheet;
  }
}

export const noWorkbook = '不是有效的 .xlsx 文件（旧版 .xls、加了密码或不完整），请另存为 .xlsx';
export const bombed =
  '解压后大得不合常理，或与压缩包目录所写不符（疑似压缩炸弹），为免耗尽内存整个文件未读，请核对后重报';
