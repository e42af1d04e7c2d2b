/** A file, or what is said beside it, was moved away between being listed and being read: it is skipped, and read when it is there again. */
export class VanishedFile extends Error {}
