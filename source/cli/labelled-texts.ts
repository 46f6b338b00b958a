import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';

/** What is said of something under a name; raw. */
export type LabelledText = {readonly label: string; readonly texts: readonly string[]};

const labelWidth = 12;

/** `  blocked by   4711 train`: a line or more for each text; the label before the first. */
export function labelledTexts(
	parts: readonly LabelledText[],
	columns: number | undefined,
): readonly string[] {
	return parts.flatMap(({label, texts}) =>
		texts.flatMap((text, index) => {
			const head = `  ${(index === 0 ? label : '').padEnd(labelWidth)} `;
			return hanging(clean(text), {columns, head, indent: head.length}).map(line => line.trimEnd());
		}),
	);
}
