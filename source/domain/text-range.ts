/** A part of a text, in UTF-16 units from its start: as the arguments of `slice`. */
export type TextRange = {readonly start: number; readonly end: number};
