import {sizeColumn} from './column-text.ts';
import {glyphsOf} from './glyphs.ts';
import {clean, type Safe} from './safe.ts';

/** `3.20 GiB`: in a sentence that is read under others, with the digits of a column. */
export function sizeWords(bytes: number): Safe {
	return clean(sizeColumn(bytes, glyphsOf('unicode')).trim());
}
