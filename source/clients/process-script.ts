import {preamble, readyLine} from './tool-scripts.ts';

/**
 * Begins the counters, with the uptime of the node and the size of its pages. Longer than the name of a process may be:
 * no process can say it, or what ends the answer.
 */
export const countersMark = '@here-are-the-counters-of-processes';
export const endMark = '@here-is-the-end-of-the-processes';

/**
 * What stays on a node while somebody looks at its processes, and lists them once for every line that it is given. The
 * braces make sh read the script whole, before the first question.
 *
 *     we write                it answers
 *     (the script)            READY
 *     (an empty line)         dr-xr-xr-x 9 root root 0 Nov 22 09:00 /proc/1 ...
 *                             @here-are-the-counters-of-processes 350735.47 4096
 *                             1 (systemd) S 0 1 1 0 -1 4194560 ...
 *                             @here-is-the-end-of-the-processes
 */
export const processScript = `${preamble}{
page=$(getconf PAGESIZE 2>/dev/null)
echo ${readyLine}
while read -r question; do
	ls -ld /proc/[0-9]* 2>/dev/null </dev/null
	read -r uptime idle </proc/uptime
	echo "${countersMark} $uptime \${page:-4096}"
	cat /proc/[0-9]*/stat 2>/dev/null </dev/null
	echo ${endMark}
done
exit
}
`;
