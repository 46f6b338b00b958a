/**
 * What `tail -F` says of a file, on stderr, between the lines of it.
 *
 *     tail: cannot open '/home/carol/out.log' for reading: No such file or directory
 *     tail: '/home/carol/out.log' has appeared;  following new file
 *     tail: /home/carol/out.log: file truncated
 *
 * https://www.gnu.org/software/coreutils/manual/html_node/tail-invocation.html; busybox says `can't open`.
 */
import type {LogRemark} from '../domain/log-remark.ts';

const remarks: ReadonlyArray<readonly [RegExp, LogRemark['kind'] & Plain]> = [
	[/^tail: can(?:not|'t) open .*: No such file or directory$/, 'missing'],
	[/^tail: can(?:not|'t) open .*: Permission denied$/, 'denied'],
	[/^tail: .* has appeared; {1,2}following (?:new file|end of new file)$/, 'appeared'],
	[/^tail: .*: file truncated$/, 'shorter'],
	[/^tail: .* has been replaced; {1,2}following (?:new file|end of new file)$/, 'replaced'],
	[/^tail: .* has become inaccessible(?:: .*)?$/, 'gone'],
];

type Plain = Exclude<LogRemark['kind'], 'file' | 'unread'>;

/** Undefined for a line of the file, and for what else it says. A job may write such a line itself: log-mark.ts. */
export function tailRemark(line: string): LogRemark | undefined {
	if (!line.startsWith('tail: ') || line.length > 5000) {
		return undefined;
	}

	const kind = remarks.find(([pattern]) => pattern.test(line))?.[1];
	return kind === undefined ? undefined : {kind};
}
