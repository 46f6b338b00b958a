import {assertNever} from '../domain/assert-never.ts';
import type {LogSource} from '../domain/screen.ts';
import {onlyFile, preamble, readyLine, untilWeAreGone} from './tool-scripts.ts';

/** How a log of a node is read: a constant script, and what it is told by its stdin. */
export type LogRequest = {
	readonly script: string;
	/** The line that the script reads when it has said READY: a path, never part of the script. */
	readonly input: string;
	/** In place of `input` where that is no text: bytes, one character each. */
	readonly inputBytes?: string;
	/** As a person would write it, for reading only. */
	readonly command: string;
	/** Why there is nothing to read where the script ends with 127. */
	readonly absence: string;
	/** Its input is a path, and before all else it says where in the file it begins to read (fileScript). */
	readonly isMeasured?: true;
};

/** What is there already, as many lines, and then what comes. */
const lastLines = 1000;
const journalOptions = `-n ${lastLines} -f -o short-iso --no-pager`;
const tail = `tail -n ${lastLines} -F`;

/** Without systemd the journal is what syslog writes. */
const journalScript = following(`if command -v journalctl >/dev/null 2>&1; then
	exec journalctl ${journalOptions}
fi
for file in /var/log/syslog /var/log/messages; do
	[ -r "$file" ] && exec ${tail} "$file"
done
exit 127`);

/** A unit that never wrote, or whose journal we may not read, has its log elsewhere if it has one. */
const ollamaScript =
	following(`if [ -n "$(journalctl -u ollama -n 1 -q --no-pager 2>/dev/null)" ]; then
	exec journalctl -u ollama ${journalOptions}
fi
for file in /var/log/ollama.log "$HOME/.ollama/logs/server.log"; do
	[ -r "$file" ] && exec ${tail} "$file"
done
exit 127`);

/** More than so many bytes of the end are never read again: lines may be long. */
const lastBytes = 4_194_304;

/**
 * Says first at which byte it begins, and whether a line may begin there: `1048575 0`. What follows is all that is in
 * the file from there on, so that who counts it knows how large the file is, without asking again. Where there is more
 * it begins one byte early: the end of the line before, or the rest of one that grew meanwhile.
 */
const fileScript = following(`${onlyFile}
first=0 whole=1
if [ -r "$path" ] && [ -f "$path" ]; then
	last=$(tail -c ${lastBytes} -- "$path" 2>/dev/null | tail -n ${lastLines} | wc -c)
	last=\${last##* }
	set -f
	set -- $(ls -dnL -- "$path" 2>/dev/null)
	if [ "\${5:-0}" -gt "\${last:-0}" ]; then
		first=$(($5 - last))
		[ "$last" -ge ${lastBytes} ] || { first=$((first - 1)); whole=0; }
	fi
fi 2>/dev/null
echo "$first $whole"
exec tail -c "+$((first + 1))" -F -- "$path"`);

/** What a job writes has to be looked for first: jobLogRequest. */
export type KnownLog = Exclude<LogSource, {kind: 'job'}>;

export function logRequest(source: KnownLog): LogRequest {
	switch (source.kind) {
		case 'journal':
			return {
				script: journalScript,
				input: '',
				command: `journalctl ${journalOptions}`,
				absence:
					'it has no journalctl, and no /var/log/syslog or /var/log/messages that may be read.',
			};
		case 'ollama':
			return {
				script: ollamaScript,
				input: '',
				command: `journalctl -u ollama ${journalOptions}`,
				absence:
					'no log of Ollama may be read: none in the journal, no /var/log/ollama.log, no ~/.ollama/logs/server.log.',
			};
		case 'file':
			return {
				script: fileScript,
				input: source.path,
				command: `${tail} ${source.path}`,
				absence: 'it has no tail.',
				isMeasured: true,
			};
		default:
			return assertNever(source);
	}
}

/** The file may not be there yet: it is told when it comes. */
export function jobLogRequest({
	path,
	text,
}: {
	readonly path: string;
	readonly text: string;
}): LogRequest {
	return {
		script: fileScript,
		input: text,
		inputBytes: path,
		command: `${tail} ${text}`,
		absence: 'it has no tail.',
		isMeasured: true,
	};
}

/** Reads the path when it is asked to, then becomes the program, which is killed when nobody listens any more. */
function following(commands: string): string {
	return `${preamble}{
echo ${readyLine}
IFS= read -r path
${untilWeAreGone(`{ ${commands}
}`)}}
`;
}
