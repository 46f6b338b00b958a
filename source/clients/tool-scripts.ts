/** What shells are told about the programs that know a node's GPUs. Each is a constant: no data ever becomes code. */
import {nvidiaQueries} from '../parsers/nvidia-smi.ts';

/** Where they may be beside a login's PATH: vcgencmd was in /opt/vc before 2021, and WSL has its own folder. */
export const toolFolders = [
	'/usr/local/bin',
	'/usr/bin',
	'/usr/sbin',
	'/opt/vc/bin',
	'/usr/lib/wsl/lib',
] as const;

export const preamble = `LC_ALL=C; export LC_ALL
PATH=$PATH:/bin:${toolFolders.join(':')}; export PATH
`;

export const toolNames = ['nvidia-smi', 'tegrastats', 'vcgencmd'] as const;

/** The end of the answer to findToolsScript and askPiScript. */
export const endLine = '.';
export const readyLine = 'READY';

/** Says which of the programs are there, a line each. */
export const findToolsScript = `${preamble}for tool in ${toolNames.join(' ')}; do
	command -v "$tool" >/dev/null 2>&1 && echo "$tool"
done
echo ${endLine}
`;

/** One for each of nvidiaQueries. */
export const nvidiaScripts: readonly string[] = nvidiaQueries.map(query =>
	speaking(`nvidia-smi --query-gpu=${query.join(',')} --format=csv,noheader,nounits -l 2`),
);

export const tegrastatsScript = speaking('tegrastats --interval 2000');

/** Asks once for every line that it is given. Its first request may be sent when it has said READY: sh reads ahead. */
export const askPiScript = `${preamble}echo ${readyLine}
while read -r request; do
	vcgencmd get_throttled </dev/null 2>&1
	echo ${endLine}
done
`;

function speaking(command: string): string {
	return `${preamble}${untilWeAreGone(command)}`;
}

/** A device is read for ever, a pipe waited for: whose file it is may be somebody else's choice. What is not there yet is let through. */
export const onlyFile = `[ ! -e "$path" ] || [ -f "$path" ] || exit 126`;
export const noFileCode = 126;

/** What is said of a path for which `onlyFile` ended. */
export function noFileReason(path: string): string {
	return path === '/dev/null'
		? 'it keeps nothing of what is written to it.'
		: 'it is no file but a device, a pipe or a folder.';
}

/**
 * Runs a program that speaks until it is ended. A program that hangs would not notice that nobody listens any more, so
 * its shell waits for the end of our stdin beside it, and kills it then. The braces make sh read the script whole,
 * before the watcher reads from the same stdin. A command of several is one in braces that becomes its last: what is
 * killed is one process.
 */
export function untilWeAreGone(command: string): string {
	return `{
	exec 3<&0
	${command} </dev/null 2>&1 3<&- &
	tool=$!
	{ while read -r line; do :; done; kill -9 $tool; } <&3 >/dev/null 2>&1 &
	watcher=$!
	exec 3<&-
	wait $tool
	code=$?
	kill -9 $watcher
	exit $code
}
`;
}
