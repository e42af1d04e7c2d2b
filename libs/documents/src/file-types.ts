import { ownField } from '#base/contracts';
/** A kind of file that may be attached: by its ending, with the bytes it must begin with. */
interface FileType {
  readonly mediaType: string;
  readonly begins: readonly (readonly number[])[];
}

const zip = [[0x50, 0x4b, 0x03, 0x04]];
const ole = [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]];
const ooxml = 'application/vnd.openxmlformats-officedocument';

const types: Readonly<Record<string, FileType>> = {
  pdf: { mediaType: 'application/pdf', begins: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  ofd: { mediaType: 'application/ofd', begins: zip },
  docx: { mediaType: `${ooxml}.wordprocessingml.document`, begins: zip },
  xlsx: { mediaType: `${ooxml}.spreadsheetml.sheet`, begins: zip },
  doc: { mediaType: 'application/msword', begins: ole },
  xls: { mediaType: 'application/vnd.ms-excel', begins: ole },
  jpg: { mediaType: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
  jpeg: { mediaType: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
  png: { mediaType: 'image/png', begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
};

/** So many bytes of a content tell its type. */
export const headBytes = Math.max(
  ...Object.values(types).flatMap(({ begins }) => begins.map((begin) => begin.length)),
);

/** The endings that may be attached, as people read them. */
export const acceptedEndings: string = Object.keys(types).join('、');

/** The media type of a file by its name, if its content begins as that type must; null where it may not be attached. */
export function mediaTypeOf(name: string, bytes: Uint8Array): string | null {
  const type = findType(name);
  if (type === null) return null;
  const fits = type.begins.some((begin) => begin.every((byte, at) => bytes[at] === byte));
  return fits ? type.mediaType : null;
}

/** The media type a name claims; null where none such may be attached. */
export function typeOfName(name: string): string | null {
  return findType(name)?.mediaType ?? null;
}

function findType(name: string): FileType | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, ending) ? (ownField(types, ending) ?? null) : null;
}
