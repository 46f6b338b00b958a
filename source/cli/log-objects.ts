import type {Clock} from '../domain/clock.ts';
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

/** For so long the beginning of a line waits for its end: a bar of progress has none before its job is done. */
const mostWaitMs = 1000;

type LogObjectsParts = {
	readonly output: Pick<Output, 'print' | 'endLine'>;
	readonly stream: JobStream;
	readonly clock: Pick<Clock, 'startTimer'>;
};

/** Prints what comes in pieces, cut anywhere, as objects, one a line: parsers/log-schema.ts is their shape. */
export function logObjects({output, stream, clock}: LogObjectsParts): LogObjects {
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	let pending = '';
	let cancelWait: (() => void) | undefined;
	const tell = (objects: readonly LogObject[]): void => {
		if (objects.length > 0) {
			output.print(linesOf(objects));
		}
	};
	/** Of what is pending, which is then told. */
	const takePending = (): readonly LogObject[] => {
		const text = pending;
		pending = '';
		cancelWait?.();
		cancelWait = undefined;
		return text === '' ? [] : [{stream, text, isUnended: true}];
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

		if (others.length > 0 || pending === '') {
			cancelWait?.();
			cancelWait = undefined;
		}

		if (pending !== '') {
			cancelWait ??= clock.startTimer(mostWaitMs, () => tell(takePending()));
		}

		tell(objects);
	};
	return {
		begin: head => tell([head]),
		remark: remark => tell([remark]),
		push: bytes => take(decoder.decode(octetsOf(bytes), {stream: true})),
		end() {
			take(decoder.decode());
			// It came before a signal, after which nothing is printed.
			output.endLine(linesOf(takePending()));
		},
	};
}

function linesOf(objects: readonly LogObject[]): string {
	return objects.map(object => `${jsonText(object, 0)}\n`).join('');
}

/** No character is cut in two. */
function wholeUnits(text: string): number {
	const last = text.charCodeAt(mostUnits - 1);
	return last >= 0xd800 && last <= 0xdbff ? mostUnits - 1 : mostUnits;
}
