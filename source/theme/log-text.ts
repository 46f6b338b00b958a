/** The words of a log: what it is called, and what we say between its lines. */
import {assertNever} from '../domain/assert-never.ts';
import type {LogRemark} from '../domain/log-remark.ts';
import type {LogSource} from '../domain/screen.ts';
import {countText, sizeText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

const longestPath = 1024;

/** `journal`, `Ollama`, `/var/log/syslog` */
export function logSourceText(source: LogSource): Safe {
	switch (source.kind) {
		case 'journal':
			return safe`journal`;
		case 'ollama':
			return safe`Ollama`;
		case 'file':
			return clean(source.path, {maxCharacters: longestPath});
		case 'job':
			return clean(source.stream);
		default:
			return assertNever(source);
	}
}

/** Before anything of it is there. */
export function openingLogText(source: LogSource, node: string): Safe {
	const of = safe`of ${clean(node, {maxCharacters: 200})}`;
	switch (source.kind) {
		case 'journal':
			return safe`opening the journal ${of}`;
		case 'ollama':
			return safe`opening the log of Ollama ${of}`;
		case 'file':
			return safe`opening ${logSourceText(source)} ${of}`;
		case 'job':
			return safe`asking where ${clean(source.job.id, {maxCharacters: 200})} writes`;
		default:
			return assertNever(source);
	}
}

export function emptyLogText(source: LogSource): Safe {
	return source.kind === 'file' || source.kind === 'job'
		? safe`The file is empty.`
		: safe`Nothing is in it yet.`;
}

/** `-- the file became shorter (job requeued): reading from its start --`, and ` 3 times` where it was said again. */
export function remarkText(remark: LogRemark, times = 1): Safe {
	return times > 1
		? safe`${remarkOnce(remark)} ${clean(countText(times, 'time'))}`
		: remarkOnce(remark);
}

function remarkOnce(remark: LogRemark): Safe {
	switch (remark.kind) {
		case 'file': {
			const both = remark.isBoth ? safe`, stdout and stderr` : safe``;
			return safe`-- ${clean(remark.path, {maxCharacters: longestPath})}${both} --`;
		}

		case 'unread':
			return safe`-- the ${clean(sizeText(remark.bytes))} before are not read --`;
		case 'missing':
			return safe`-- No file yet: the job has not written. --`;
		case 'appeared':
			return safe`-- the file is there now --`;
		case 'shorter':
			return safe`-- the file became shorter (job requeued): reading from its start --`;
		case 'replaced':
			return safe`-- another file has its name now: reading from its start --`;
		case 'gone':
			return safe`-- the file is gone, or may not be read any more --`;
		case 'denied':
			return safe`-- the file may not be read with this account --`;
		default:
			return assertNever(remark);
	}
}

/** Between the lines. */
export function leftOutText(lines: number): Safe {
	return safe`-- ${clean(countText(lines, 'line'))} left out: they came too fast --`;
}
