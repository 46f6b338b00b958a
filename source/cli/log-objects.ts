import type {JobStream} from '../domain/screen.ts';
import {octetsOf} from '../parsers/bytes.ts';
import type {LogHead, LogObject, LogRemark} from '../parsers/log-schema.ts';
import {jsonText} from '../theme/json-text.ts';
import type {LogPrinter} from './log-printer.ts';
import type {Output} from './output.ts';

export type LogObjects = LogPrinter & {
	readonly begin: (head: LogHead) => void;
	readonly remark: (remark: LogRemark) => void;
};

/** UTF-16 units of one object; a log may be one line without an end. */
const mostUnits = 65_536;

/** Prints what comes in pieces, cut anywhere, as objects, one a line: parsers/log-schema.ts is their shape. */
export function logObjects({print}: Pick<Output, 'print'>, stream: JobStream): LogObjects {
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	let pending = '';
	const tell = (objects: readonly LogObject[]): void => {
		if (objects.length > 0) {
			print(objects.map(object => `${jsonText(object, 0)}\n`).join(''));
		}
	};
	const cut = (text: string): readonly LogObject[] => {
		const objects: LogObject[] = [];
		pending = text;
		while (pending.length > mostUnits) {
			const units = wholeUnits(pending);
			objects.push({stream, text: pending.slice(0, units), isUnended: true});
			pending = pending.slice(units);
		}

		return objects;
	};
	const take = (text: string): void => {
		const objects: LogObject[] = [];
		const [first = '', ...others] = text.split('\n');
		objects.push(...cut(pending + first));
		for (const other of others) {
			objects.push({stream, text: pending}, ...cut(other));
		}

		tell(objects);
	};
	return {
		begin: head => tell([head]),
		remark: remark => tell([remark]),
		push: bytes => take(decoder.decode(octetsOf(bytes), {stream: true})),
		end() {
			take(decoder.decode());
			if (pending !== '') {
				tell([{stream, text: pending, isUnended: true}]);
				pending = '';
			}
		},
	};
}

/** No character is cut in two. */
function wholeUnits(text: string): number {
	const last = text.charCodeAt(mostUnits - 1);
	return last >= 0xd800 && last <= 0xdbff ? mostUnits - 1 : mostUnits;
}
